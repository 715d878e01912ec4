"""Small parts for mounts, on a sheet of their own, and the star tracker."""

from typing import Annotated

from shop.demo.drawings.engraving.lettering import lettering
from shop.demo.drawings.engraving.pen import (
    BLACK,
    BOLD,
    DETAIL_BLACK,
    DETAIL_PAPER,
    DETAIL_SHADE,
    DETAIL_TINT,
    EDGE,
    FULL,
    GLINT,
    HATCH,
    LOWER,
    PAPER,
    SHADE,
    TINT,
    Pen,
    cosd,
    sind,
)
from shop.demo.drawings.engraving.registry import Between, goods
from shop.demo.drawings.engraving.sheet import Sheet

TRACKERS = Sheet(scale=1.35, bar=100, stand="ground")
PARTS = Sheet(scale=1.5, bar=100, stand="base")
LONG_PARTS = Sheet(scale=0.95, bar=100, stand="base")
SPREADERS = Sheet(scale=0.9, bar=200, stand="centre")


@goods(TRACKERS)
def star_tracker(pen: Pen, payload_kg: Annotated[float, Between(1, 12)] = 5) -> str:
    """This function will draw a star tracker on its wedge with a camera, on a low tripod head."""
    k = 0.8 + 0.02 * payload_kg
    own = Pen(pen.scale * k)
    return (
        _tripod_head(own)
        + own.place(_wedge(own), 0, -96)
        + own.place(_tracker(own), 4, -168, -50, mirror=True)
    )


def _tripod_head(pen: Pen) -> str:
    marks = ""
    for x, turn in ((-40, 14), (40, -14), (3, 0)):
        leg = pen.cylinder(0, 13, 62 if x == 3 else 72, 13, 0.14, angles=(20, 40, 55, 68, 79))
        marks += pen.place(leg, x, -72, 90 + turn)
    crown = pen.path(TINT, "M", -44, -92, "H", 44, "L", 56, -62, "Q", 0, -44, -56, -62, "Z")
    return marks + crown + pen.box(-34, -104, 68, 14, BLACK, 4)


def _wedge(pen: Pen) -> str:
    marks = pen.box(-52, -14, 104, 16, SHADE, 3) + pen.box(-40, -24, 80, 12, TINT, 3)
    marks += pen.path(TINT, "M", -34, -24, "L", -30, -84, "Q", 0, -112, 32, -84, "L", 36, -24, "Z")
    marks += pen.lines(
        HATCH,
        [(30 * cosd(a), -74 + 24 * sind(a), 35 * cosd(a), -74 + 29 * sind(a)) for a in range(-150, -29, 8)],
    )
    marks += pen.circle(0, -70, 9, SHADE) + pen.circle(0, -70, 3.4, DETAIL_BLACK)
    knobs = pen.line(34, -40, 66, -46, BOLD) + pen.place(pen.box(-5, -13, 14, 26, SHADE, 3), 68, -46, -10)
    knobs += pen.box(-68, -12, 18, 12, BLACK, 3) + pen.box(50, -12, 18, 12, BLACK, 3)
    return marks + knobs


def _tracker(pen: Pen) -> str:
    """Draws the tracker along its polar axis, +x to the pole, with a ball head and camera at -y."""
    body = pen.path(
        PAPER, "M", -74, -42, "Q", -74, -54, -62, -54, "H", 28, "V", 54, "H", -62, "Q", -74, 54, -74, 42, "Z"
    )
    body += pen.lines(HATCH, [(-66, 50 - i * 3.4, 20 - i * 6, 50 - i * 3.4) for i in range(8)])
    body += pen.box(-58, -30, 46, 22, BLACK, 3) + pen.circle(-46, 18, 7, DETAIL_SHADE)
    body += pen.circle(-46, 18, 2.4, DETAIL_BLACK)
    body += pen.circle(-22, 18, 7, DETAIL_SHADE)
    scope = pen.cylinder(-116, 12, -74, 12, 0.2, SHADE, angles=EDGE)
    scope += pen.ring(-126, -108, 15, 0.2, BLACK, shaded=False)
    disc = pen.cylinder(28, 58, 46, 58, 0.2, TINT, angles=LOWER) + pen.knurl(30, 44, 58, 0.2, 40)
    disc += pen.ellipse(46, 0, 11.6, 58, PAPER)
    plate = pen.box(52, -70, 14, 140, SHADE, 3)
    ball = pen.cylinder(66, 15, 84, 15, 0.2, TINT, angles=EDGE) + pen.circle(94, 0, 13, SHADE)
    ball += pen.box(104, -22, 9, 44, BLACK, 2)
    return scope + body + disc + plate + pen.place(ball, 0, 0) + pen.place(_camera_on_head(pen), 113, 0)


def _camera_on_head(pen: Pen) -> str:
    """Draws a camera seen from the side; its base lies on x = 0, its lens points to -y."""
    body = pen.box(0, -18, 84, 66, BLACK, 10)
    body += pen.path(BLACK, "M", 82, -10, "L", 104, -2, "V", 26, "L", 82, 34, "Z")
    lens = pen.cylinder(0, 30, 26, 30, 0.16, TINT, angles=LOWER)
    lens += pen.ring(26, 62, 34, 0.16, BLACK, shaded=False)
    lens += pen.knurl(30, 58, 34, 0.16, 30, GLINT) + pen.cylinder(62, 31, 86, 36, 0.16, angles=FULL)
    lens += pen.ellipse(86, 0, 5.8, 36, SHADE) + pen.ellipse(86, 0, 4.6, 29, DETAIL_BLACK)
    return pen.place(lens, 42, -16, -90) + body + pen.lines(GLINT, [(12, 40, 74, 40), (12, 34, 74, 34)])


@goods(PARTS)
def counterweight(pen: Pen, mass_kg: Annotated[float, Between(0.5, 12)] = 3.5) -> str:
    """This function will draw a steel weight whose volume follows from its mass."""
    # Steel weighs 7.85 g per cubic centimetre; the weight is 0.42 times as long as it is wide.
    radius = ((mass_kg / 7.85e-6) / (3.1416 * 0.84)) ** (1 / 3)
    length, bore, e = radius * 0.84, 11.0, 0.3
    marks = pen.cylinder(0, radius, length, radius, e, TINT)
    marks += pen.ring(length * 0.1, length * 0.2, radius * 1.01, e, SHADE)
    marks += pen.band(length * 0.86, radius, e)
    marks += pen.ellipse(length, 0, e * radius, radius, TINT)
    marks += pen.ellipse(length, 0, e * radius * 0.84, radius * 0.84, DETAIL_PAPER)
    marks += pen.ellipse(length, 0, e * bore * 1.7, bore * 1.7, SHADE)
    marks += pen.ellipse(length, 0, e * bore, bore, DETAIL_BLACK)
    screw = pen.place(
        pen.cylinder(0, 7, 26, 7, 0.2, angles=(40, 60, 76))
        + pen.cylinder(24, 17, 44, 17, 0.24, BLACK, angles=()),
        length * 0.5 - e * radius * 0.2,
        -radius * 0.92,
        -90,
    )
    drawn = screw + pen.place(marks, 0, 0)
    middle = length * 0.54 - e * radius
    size = min(24.0, length * 0.3 * pen.scale)
    label = lettering(
        middle * pen.scale, 0.18 * radius * pen.scale, f"{mass_kg:g} kg", size, weight=600, anchor="middle"
    )
    return pen.place(drawn + label, 0, 0, -8)


@goods(LONG_PARTS)
def dovetail(pen: Pen, length: Annotated[float, Between(80, 600)] = 335) -> str:
    """This function will draw a dovetail bar with its slots and screws."""
    wide, slope, depth = 75.0 if length > 260 else 43.0, 14.0, 16.0
    skew = wide * 0.55
    top = pen.path(TINT, "M", 0, 0, "H", length, "L", length - skew, wide * 0.42, "H", -skew, "Z")
    front = pen.path(
        PAPER, "M", -skew, wide * 0.42, "H", length - skew, "l", -slope * 0.2, depth,
        "H", -skew + slope * 0.2, "Z",
    )  # fmt: skip
    end = pen.path(
        SHADE, "M", length, 0, "l", -4, depth, "L", length - skew - slope * 0.2, wide * 0.42 + depth,
        "L", length - skew, wide * 0.42, "Z",
    )  # fmt: skip
    marks = front + end + top
    middle = wide * 0.21
    for part in (0.14, 0.62):
        x, w = length * part - skew / 2, length * 0.22
        marks += pen.box(x, middle - 4, w, 8, DETAIL_BLACK, 4)
    for part in (0.06, 0.46, 0.54, 0.94):
        marks += pen.ellipse(length * part - skew / 2, middle, 5.5, 3.2, DETAIL_PAPER)
        marks += pen.ellipse(length * part - skew / 2, middle, 2.2, 1.3, DETAIL_BLACK)
    strokes = [
        (
            -skew + length * 0.30 * (i % 3),
            wide * 0.42 + 4 + i * 3.4,
            length * (0.86 - 0.06 * i) - skew,
            wide * 0.42 + 4 + i * 3.4,
        )
        for i in range(4)
    ]
    return marks + pen.lines(HATCH, strokes)


@goods(SPREADERS)
def tripod_spreader(pen: Pen, diameter: Annotated[float, Between(200, 560)] = 420) -> str:
    """This function will draw a three-armed accessory tray seen at an angle from above."""
    r, flat = diameter / 2, 0.5
    tips = [(r * sind(a), -r * flat * cosd(a)) for a in (0, 120, 240)]
    inner = [(r * 0.62 * sind(a), -r * 0.62 * flat * cosd(a)) for a in (60, 180, 300)]
    corners = [tips[0], inner[0], tips[1], inner[1], tips[2], inner[2]]

    def plate(drop: float, tone: str) -> str:
        data = pen.data("M", (inner[2][0] + tips[0][0]) / 2, (inner[2][1] + tips[0][1]) / 2 + drop)
        for i, (x, y) in enumerate(corners):
            nx, ny = corners[(i + 1) % 6]
            data += pen.data("Q", x, y + drop, (x + nx) / 2, (y + ny) / 2 + drop)
        return f'<path class="{tone}" d="{data}Z"/>'

    holes = ""
    for angle in (60, 180, 300):
        for spread, part, size in ((0, 0.40, 16.0), (-34, 0.36, 16.0), (34, 0.36, 16.0)):
            a = angle + spread
            x, y = r * part * sind(a), -r * part * flat * cosd(a)
            holes += pen.ellipse(x, y, size, size * flat, DETAIL_PAPER)
            holes += pen.path(HATCH, "M", x - size, y, "A", size, size * flat, "0 0 1", x + size, y)
    hub = pen.ellipse(0, 0, 26, 13, SHADE) + pen.ellipse(0, -3, 16, 8, DETAIL_TINT)
    hub += pen.ellipse(0, -3, 6, 3, DETAIL_BLACK)
    ends = "".join(pen.ellipse(x * 0.86, y * 0.86, 6, 3, DETAIL_BLACK) for x, y in tips)
    return plate(10, SHADE) + plate(0, TINT) + holes + hub + ends


@goods(PARTS)
def polar_scope(pen: Pen) -> str:
    """This function will draw a polar scope: a small finder with a marked reticle."""
    e = 0.24
    tube = pen.cylinder(-92, 15, -20, 15, e) + pen.ring(-112, -88, 20, e, BLACK, shaded=False)
    tube += pen.knurl(-110, -90, 20, e, 22, GLINT) + pen.ring(-28, 8, 24, e) + pen.knurl(-26, 6, 24, e, 30)
    tube += pen.cylinder(8, 20, 96, 20, e) + pen.ring(40, 48, 20.6, e, SHADE)
    tube += pen.ring(90, 104, 25, e, SHADE)
    tube += pen.ellipse(104, 0, e * 25, 25, SHADE) + pen.ellipse(104, 0, e * 20, 20, DETAIL_BLACK)
    tube += pen.ellipse(103, 0, e * 15, 15, DETAIL_TINT)
    drawn = pen.place(tube, 0, 0, -32, mirror=True)
    reticle = pen.circle(0, 0, 46, PAPER) + pen.circle(0, 0, 30, HATCH) + pen.circle(0, 0, 33, HATCH)
    reticle += pen.lines(HATCH, [(-46, 0, 46, 0), (0, -46, 0, 46)])
    reticle += pen.lines(
        HATCH,
        [
            ((33 if a % 30 else 30) * cosd(a), (33 if a % 30 else 30) * sind(a), 37 * cosd(a), 37 * sind(a))
            for a in range(0, 360, 10)
        ],
    )
    reticle += pen.circle(21.2, -21.2, 2.4, DETAIL_BLACK)
    return drawn + pen.place(reticle, 118, 34)
