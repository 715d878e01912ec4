"""Receivers, small instruments and displays, on one bench sheet."""

import math
from typing import Annotated

from shop.demo.drawings.engraving import wash
from shop.demo.drawings.engraving.lettering import lettering
from shop.demo.drawings.engraving.pen import (
    BLACK,
    BOLD,
    DETAIL,
    DETAIL_BLACK,
    DETAIL_PAPER,
    DETAIL_SHADE,
    HATCH,
    LIT,
    LIT_FINE,
    MIDDLE,
    PAPER,
    SCREEN,
    SHADE,
    TINT,
    Pen,
    cosd,
    sind,
)
from shop.demo.drawings.engraving.registry import Between, goods, whole_plate
from shop.demo.drawings.engraving.sheet import Sheet, scale_bar
from shop.demo.drawings.space.boxes import BENCH, DEPTH_X, DEPTH_Y, cabinet, plug_along, socket, spectrum

DISPLAYS = Sheet(scale=1.7, bar=100, stand="base")
ROTATORS = Sheet(scale=1.25, bar=100, stand="base")


@goods(BENCH)
def sdr_receiver(
    pen: Pen,
    length: Annotated[float, Between(20, 200)] = 110,
    width: Annotated[float, Between(15, 120)] = 64,
    height: Annotated[float, Between(8, 80)] = 26,
) -> str:
    """This function will draw a radio receiver in a ribbed metal case."""
    dx, dy, middle = width * DEPTH_X, width * DEPTH_Y, -height / 2
    marks = cabinet(pen, length, height, width)
    parts = (0.14, 0.26, 0.38, 0.62, 0.74, 0.86)
    ribs = [(dx * t + 4, dy * t - height, dx * t + length - 4, dy * t - height) for t in parts]
    marks += pen.lines(HATCH, ribs)
    marks += socket(pen, length * 0.12 + 2, middle, min(height * 0.30, 7.0))
    wide, tall = min(14.0, length * 0.14), min(9.0, height * 0.44)
    marks += pen.box(length * 0.80 - 2, middle - tall / 2, wide, tall, DETAIL_BLACK, 1)
    marks += pen.circle(length * 0.30, middle, min(2.2, height * 0.12), DETAIL_BLACK)
    marks += pen.screw(5, -5, min(2.2, height * 0.1))
    marks += pen.screw(length - 5, -height + 5, min(2.2, height * 0.1))
    size = min(height * 0.30, length * 0.09)
    return marks + pen.letter(length * 0.40, middle + size * 0.36, "SDR", size, spacing=0.1, anchor="start")


@goods(BENCH)
def lna_box(pen: Pen) -> str:
    """This function will draw a small preamplifier with a coaxial connector at either end."""
    body = cabinet(pen, 58, 24, 34)
    left = pen.place(plug_along(pen, 20, 5), -1, -13, 180)
    right = pen.place(plug_along(pen, 20, 5), 58 + 34 * DEPTH_X * 0.5 + 2, -13 + 34 * DEPTH_Y * 0.5)
    words = pen.letter(29, -8.6, "LNA", 8.5, spacing=0.1)
    arrow = pen.path(DETAIL, "M", 10, -20, "H", 46, "M", 42, -22, "L", 46, -20, "L", 42, -18)
    return left + right + body + words + arrow + pen.screw(4.5, -4.5, 1.8) + pen.screw(53.5, -4.5, 1.8)


@goods(BENCH)
def patch(pen: Pen, size: Annotated[float, Between(20, 160)] = 110) -> str:
    """This function will draw a patch antenna on a small stand."""
    s, k, lean = size, max(0.5, min(1.2, size / 110)), size * 0.2
    low = -26 * k
    marks = pen.cable(
        4, "M", 6, -20 * k, "C", s * 0.4, -10, s * 0.5, 8, s * 0.62, -4, "S", s * 0.9, -30, s * 1.05, -8
    )
    marks += pen.path(BLACK, "M", -34 * k, 0, "L", -22 * k, -12 * k, "H", 22 * k, "L", 34 * k, 0, "Z")
    marks += pen.box(-8 * k, -30 * k, 16 * k, 20 * k, SHADE)
    marks += pen.path(
        SHADE, "M", s / 2, low, "l", lean * 0.3, -s, "l", 7 * k, 3 * k, "L", s / 2 + 7 * k, -23 * k, "Z"
    )
    marks += pen.path(TINT, "M", -s / 2, low, "l", lean * 0.3, -s, "h", s, "L", s / 2, low, "Z")
    inner = low - s * 0.15
    marks += pen.path(
        PAPER, "M", -s * 0.34, inner, "l", lean * 0.22, -s * 0.71, "h", s * 0.68, "L", s * 0.34, inner, "Z"
    )
    shade = []
    for i in range(7):
        x = s * (0.30 - 0.05 * i)
        shade.append((x, low - s * 0.18, x + s * 0.01 + lean * 0.1, low - s * (0.62 - 0.05 * i)))
    feed = (lean * 0.1, low - s * 0.40)
    return (
        marks
        + pen.lines(HATCH, shade)
        + pen.circle(*feed, 3.4 * k, DETAIL_BLACK)
        + pen.circle(*feed, 6.4 * k)
    )


@goods(ROTATORS)
def rotator(pen: Pen) -> str:
    """This function will draw a rotator for two axes with the booms of two antennas."""
    lower = pen.cylinder(0, 70, 60, 70, 0.2, TINT) + pen.ring(60, 76, 76, 0.2, SHADE)
    lower += pen.cylinder(76, 62, 120, 56, 0.2)
    base = pen.place(pen.cylinder(0, 24, 60, 24, 0.2, angles=MIDDLE), 0, 0, -90)
    base += pen.place(lower, 0, -50, -90)
    box = pen.path(
        PAPER, "M", -66, -176, "V", -282, "Q", -66, -300, -48, -300, "H", 48, "Q", 66, -300, 66, -282,
        "V", -176, "Z",
    )  # fmt: skip
    box += pen.lines(HATCH, [(60 - i * 5, -182, 60 - i * 5, -270 + i * 7) for i in range(9)])
    pipe = pen.cylinder(-190, 17, 190, 17, 0.2, TINT, angles=MIDDLE, mouth=DETAIL_BLACK)
    cheeks = pen.ring(-92, -66, 40, 0.22, SHADE) + pen.ring(66, 92, 40, 0.22, SHADE)
    scale = pen.circle(0, -238, 42, TINT) + pen.circle(0, -238, 34, PAPER)
    scale += pen.lines(
        HATCH,
        [(34 * cosd(a), -238 + 34 * sind(a), 41 * cosd(a), -238 + 41 * sind(a)) for a in range(-180, 1, 15)],
    )
    scale += pen.line(0, -238, -22, -262, BOLD) + pen.circle(0, -238, 5, DETAIL_BLACK)
    plugs = pen.box(-50, -96, 28, 18, BLACK, 3) + pen.box(10, -96, 28, 18, BLACK, 3)
    cable = pen.cable(9, "M", 24, -84, "C", 30, -30, 90, -60, 118, -8, "S", 170, -20, 200, -6)
    return cable + base + pen.place(pipe, 0, -238) + pen.place(cheeks, 0, -238) + box + scale + plugs


@whole_plate()
def coax(pen: Pen, length: Annotated[float, Between(100, 100000)] = 5000) -> str:
    """This function will draw a coil of coaxial cable: as many turns as its length fills, up to nine."""
    scale = 1.5
    own = Pen(pen.scale * scale)
    ring = 118.0
    turns = max(1, min(9, round(length / 1000 / (2 * math.pi * ring / 1000))))
    marks = ""
    for k in range(turns):
        r = ring + (k - turns / 2) * 8.6
        marks += own.cable(
            7, "M", -r, 0, "A", r, r * 0.94, "0 1 1", r, 0,
            "A", r, r * 0.94, "0 1 1", -r, 0, tone=SHADE if k % 2 else TINT,
        )  # fmt: skip
    outer = ring + (turns / 2 - 1) * 8.6
    ends = own.cable(
        7, "M", outer * 0.7, outer * 0.68, "C", outer, outer * 0.9, outer * 1.2, outer * 1.0, outer * 1.24,
        outer * 1.16,
    )  # fmt: skip
    ends += own.cable(
        7, "M", -outer * 0.72, outer * 0.66, "C", -outer, outer * 0.92, -outer * 1.1, outer * 1.1,
        -outer * 0.86, outer * 1.24,
    )  # fmt: skip
    plugs = own.place(plug_along(own, 34, 8), outer * 1.24, outer * 1.14, 78)
    plugs += own.place(plug_along(own, 34, 8), -outer * 0.88, outer * 1.23, 22)
    ties = "".join(
        own.place(own.box(-9, -ring - turns * 5, 18, turns * 10.4, BLACK, 3), 0, 0, a) for a in (-62, 62, 180)
    )
    label = f"{length / 1000:g} m" if length >= 1000 else f"{length / 10:g} cm"
    words = lettering(0, 10, label, 40, weight=500, anchor="middle", tone="L")
    return own.place(marks + ties + ends + plugs + words, 320 / scale, 276 / scale) + scale_bar(50, scale)


@goods(BENCH)
def gnss_receiver(pen: Pen) -> str:
    """This function will draw a satellite navigation receiver with its mushroom antenna."""
    dome = pen.path(
        PAPER, "M", -44, -28, "C", -44, -66, 44, -66, 44, -28, "C", 44, -16, -44, -16, -44, -28, "Z",
    )  # fmt: skip
    dome += pen.lines(HATCH, [(40 - i * 4, -24 + i * 0.7, 38 - i * 4.2, -42 - i * 1.6) for i in range(8)])
    dome += pen.path(DETAIL, "M", -43, -30, "C", -40, -19, 40, -19, 43, -30)
    stem = pen.path(SHADE, "M", -13, -18, "H", 13, "L", 10, 0, "H", -10, "Z")
    cable = pen.cable(4, "M", 8, -4, "C", 40, 12, 54, -2, 66, -16)
    box = pen.place(
        cabinet(pen, 92, 30, 60)
        + pen.box(30, -24, 40, 18, SCREEN, 2)
        + pen.letter(33, -11, "50.00 N", 8.6, anchor="start", tone="Y")
        + socket(pen, 14, -15, 6)
        + pen.circle(81, -20, 2, DETAIL_BLACK)
        + pen.circle(81, -10, 2, DETAIL_BLACK),
        66,
        0,
    )
    return cable + stem + dome + box


@goods(BENCH)
def magnetometer(pen: Pen) -> str:
    """This function will draw a magnetometer: a sensor in a tube on a levelled plate, and its recorder."""
    plate = pen.path(SHADE, "M", -60, -8, "L", -34, -26, "H", 76, "L", 56, -8, "Z")
    plate += pen.box(-60, -8, 116, 6, TINT)
    feet = "".join(pen.box(x, -4, 10, 6, BLACK, 2) for x in (-54, 40))
    tube = pen.cylinder(-52, 15, 56, 15, 0.3, angles=MIDDLE)
    tube += pen.ring(-52, -40, 16.5, 0.3, BLACK, shaded=False)
    tube += pen.ring(44, 58, 16.5, 0.3, BLACK, shaded=False)
    coil = "".join(pen.band(-28 + k * 3.4, 15, 0.3, HATCH) for k in range(18))
    coil += pen.ellipse(58, 0, 5, 16.5, SHADE)
    level = pen.circle(-20, -17, 5, PAPER) + pen.circle(-20, -17, 1.8, DETAIL)
    box = cabinet(pen, 84, 44, 40) + spectrum(pen, 10, -38, 50, 28, 0.7) + pen.knob(72, -29, 7, SHADE)
    box += pen.circle(72, -12, 2.2, DETAIL_BLACK)
    cable = pen.cable(4, "M", 58, -38, "C", 80, -60, 84, -4, 104, -14)
    return plate + feet + level + cable + pen.place(tube + coil, 0, -42) + pen.place(box, 98, 0)


@goods(BENCH)
def cosmic_ray_detector(pen: Pen) -> str:
    """This function will draw a detector for cosmic rays with a lit counter and a falling ray."""
    box = cabinet(pen, 128, 72, 74) + pen.box(12, -62, 74, 30, SCREEN, 3)
    box += pen.letter(49, -39.4, "00427", 22, tone="Y", spacing=0.06)
    box += pen.circle(106, -52, 6, SHADE) + pen.circle(106, -52, 2.6, DETAIL_BLACK)
    box += pen.circle(106, -34, 3.4, DETAIL_PAPER)
    box += pen.lines(HATCH, [(16 + i * 6, -20, 16 + i * 6, -8) for i in range(12)])
    box += pen.box(96, -22, 20, 12, DETAIL_BLACK, 2)
    dx, dy = 74 * DEPTH_X, 74 * DEPTH_Y
    window = pen.path(
        DETAIL_SHADE, "M", dx * 0.25 + 14, -72 + dy * 0.25, "L", dx * 0.78 + 12, -72 + dy * 0.78, "h", 98,
        "L", dx * 0.25 + 112, -72 + dy * 0.25, "Z",
    )  # fmt: skip
    ray = pen.path("r", "M", 20, -178, "L", 82, -86, "M", 76.6, -101, "L", 82, -86, "L", 68.6, -95.6)
    return box + window + ray


@goods(BENCH)
def lora_board(pen: Pen) -> str:
    """This function will draw a radio board with a display and its rod antenna."""
    whip = pen.cylinder(0, 5, 12, 5, 0.2, BLACK, angles=())
    whip += pen.cylinder(12, 4.4, 96, 3, 0.2, BLACK, angles=())
    rod = plug_along(pen, 16, 5) + pen.place(whip, 14)
    marks = pen.place(rod, 108, -62, -76) + pen.box(0, -66, 118, 66, TINT, 4)
    for x, y in ((5, -5), (113, -5), (5, -61), (113, -61)):
        marks += pen.circle(x, y, 2.6, DETAIL_PAPER)
    marks += pen.box(14, -54, 40, 26, SCREEN, 2)
    marks += pen.letter(17, -43, "TELEM", 7.4, anchor="start", tone="Y")
    marks += pen.path(LIT_FINE, "M", 17, -38, "h", 22, "M", 17, -33, "h", 30)
    marks += pen.box(64, -54, 24, 24, BLACK, 1) + pen.box(66, -22, 16, 14, BLACK, 1)
    marks += pen.box(92, -20, 12, 10, SHADE, 1)
    marks += pen.lines(DETAIL, [(64 + i * 3.4, y, 64 + i * 3.4, y + 4) for y in (-58, -30) for i in range(8)])
    for track in (
        [(20, -16), (40, -16), (48, -8), (60, -8)],
        [(20, -11), (36, -11), (40, -7)],
        [(88, -42), (98, -42), (104, -36), (104, -28)],
    ):
        marks += pen.polyline(HATCH, track)
    marks += "".join(pen.circle(x, -63.4, 1.1, DETAIL_BLACK) for x in range(14, 106, 6))
    return marks + pen.box(-6, -42, 14, 18, SHADE, 2)


@goods(DISPLAYS)
def display_clock(pen: Pen) -> str:
    """This function will draw a clock for sidereal time with lit digits."""
    marks = cabinet(pen, 250, 108, 60) + pen.box(14, -94, 222, 74, SCREEN, 5)
    marks += pen.letter(125, -40, "05:44:12", 46, weight=500, tone="Y", spacing=0.03)
    marks += pen.letter(22, -80, "SIDEREAL", 8.4, anchor="start", tone="Y", spacing=0.18)
    marks += "".join(pen.circle(200 + i * 14, -10, 4, DETAIL_SHADE) for i in range(3))
    return marks + pen.box(18, -2, 26, 8, BLACK, 2) + pen.box(206, -2, 26, 8, BLACK, 2)


@goods(DISPLAYS)
def satellite_tracker_display(pen: Pen) -> str:
    """This function will draw a display with the ground track of a satellite."""
    marks = cabinet(pen, 250, 168, 40) + pen.box(14, -154, 222, 122, SCREEN, 5)
    grid = [(14.0, -154 + 122 * k / 6, 236.0, -154 + 122 * k / 6) for k in range(1, 6)]
    grid += [(14 + 222 * k / 12, -154.0, 14 + 222 * k / 12, -32.0) for k in range(1, 12)]
    marks += wash.stroke("".join(pen.data("M", a, b, "L", c, d) for a, b, c, d in grid), "#2b4660", 0.9)
    track = [(18 + 214 * k / 60, -93 - 44 * math.sin(math.radians(6 * k - 40))) for k in range(61)]
    later = [(18 + 214 * k / 60, -93 - 44 * math.sin(math.radians(6 * k - 66))) for k in range(61)]
    marks += pen.polyline(LIT, track) + pen.polyline(LIT_FINE, later)
    x, y = track[22]
    marks += pen.circle(x, y, 18, LIT_FINE) + pen.circle(x, y, 3.4, "Y")
    marks += pen.letter(20, -38, "AOS 21:07", 9, anchor="start", tone="Y")
    marks += pen.letter(230, -38, "EL 62°", 9, anchor="end", tone="Y")
    marks += pen.knob(216, -16, 9, SHADE)
    marks += "".join(pen.circle(26 + i * 18, -16, 5, DETAIL_SHADE) for i in range(4))
    return marks + pen.box(18, -2, 26, 8, BLACK, 2) + pen.box(206, -2, 26, 8, BLACK, 2)
