"""Antennas on their masts, all on one sheet, pointing up to the left."""

import math
from typing import Annotated

from shop.demo.drawings.engraving.pen import (
    BOLD,
    DETAIL,
    DETAIL_BLACK,
    DETAIL_PAPER,
    DETAIL_SHADE,
    EDGE,
    HATCH,
    LOWER,
    PAPER,
    SHADE,
    TINT,
    Pen,
    cosd,
    path,
    sind,
)
from shop.demo.drawings.engraving.registry import Between, goods
from shop.demo.drawings.engraving.sheet import Sheet
from shop.demo.drawings.mounts.tripod import tripod

ANTENNAS = Sheet(scale=0.32, bar=500, stand="ground")
STAND = 560.0
MAST = (20, 38, 52, 65, 77, -75)


def mast(pen: Pen, foot: float, height: float, radius: float = 16) -> str:
    """This function will draw an upright pole whose lower end is `foot` above the ground."""
    return pen.place(pen.cylinder(0, radius, height, radius, 0.2, angles=MAST), 0, -foot, -90)


def stand(pen: Pen, height: float = STAND, spread: float = 225) -> str:
    """This function will draw a light tripod for an antenna."""
    return pen.place(tripod(pen, height, spread, tray=False, girth=0.9), 0, -height)


def clamp_box(pen: Pen, y: float) -> str:
    """This function will draw the elevation clamp at a height above the ground."""
    box = pen.path(
        TINT, "M", -52, -y + 48, "V", -y - 30, "Q", -52, -y - 52, -28, -y - 52, "H", 30,
        "Q", 54, -y - 52, 54, -y - 30,
        "V", -y + 48, "Z",
    )  # fmt: skip
    return box + pen.lines(
        HATCH, [(x, -y + 44, x, -y - 40 + abs(x) * 0.3) for x in (26, 33, 39, 44, 48, 51, -47)]
    )


def element_lengths(elements: int, boom: float) -> list[float]:
    """This function will return the lengths of the elements, reflector first, from their spacing."""
    spacing = boom * 0.88 / (elements - 1)
    driven = min(1000.0, max(120.0, spacing * 1.9))
    return [driven * 1.06, driven * 0.99] + [
        driven * (0.93 - 0.10 * k / elements) for k in range(elements - 2)
    ]


def yagi_boom(pen: Pen, elements: int, boom: float, *, crossed: bool) -> str:
    """This function will draw a Yagi along x, pointing to +x, with one or two sets of elements."""
    lengths = element_lengths(elements, boom)
    places = [-boom * 0.44 + boom * 0.88 * k / (elements - 1) for k in range(elements)]
    marks = ""
    if crossed:
        marks += "".join(
            pen.line(x - half * 0.34, -half * 0.60, x + half * 0.34, half * 0.60, BOLD)
            for x, half in zip(places, [v / 2 for v in lengths], strict=True)
        )
    marks += pen.cylinder(-boom / 2, 9, boom / 2, 9, 0.2, angles=(30, 55, 75), mouth=DETAIL_SHADE)
    for x, length in zip(places, lengths, strict=True):
        marks += pen.box(x - 9, -13, 18, 26, SHADE, 3)
        for side in (-1, 1):
            marks += pen.line(x, side * 13, x, side * length / 2, BOLD)
            marks += pen.circle(x, side * length / 2, 3.4, DETAIL_BLACK)
    return marks + _folded_dipole(pen, places[1], lengths[1] * 0.28)


def _folded_dipole(pen: Pen, x: float, half: float) -> str:
    return pen.path(
        DETAIL, "M", x - 11, -half, "Q", x - 11, -half - 16, x, -half - 16,
        "Q", x + 11, -half - 16, x + 11, -half,
        "V", half, "Q", x + 11, half + 16, x, half + 16, "Q", x - 11, half + 16, x - 11, half, "Z",
    )  # fmt: skip


def raised_yagi(pen: Pen, elements: int, boom: float, *, crossed: bool, above: float = 210) -> str:
    """This function will draw a Yagi on tripod, mast and clamp."""
    axis = STAND + above
    marks = stand(pen) + mast(pen, STAND, above - 20) + clamp_box(pen, axis)
    marks += pen.place(yagi_boom(pen, elements, boom, crossed=crossed), 0, -axis - 12, -38, mirror=True)
    return marks + pen.circle(0, -axis - 10, 26, SHADE) + pen.circle(0, -axis - 10, 9, DETAIL_BLACK)


@goods(ANTENNAS)
def yagi(
    pen: Pen,
    elements: Annotated[int, Between(2, 18)] = 7,
    boom_length: Annotated[float, Between(300, 2100)] = 1050,
    crossed: bool = True,
) -> str:
    """This function will draw a Yagi antenna, crossed for satellites or plain."""
    return raised_yagi(pen, elements, boom_length, crossed=crossed)


@goods(ANTENNAS)
def helix(
    pen: Pen, turns: Annotated[float, Between(2, 20)] = 8, diameter: Annotated[float, Between(30, 260)] = 70
) -> str:
    """This function will draw a helical antenna with its reflector; a turn rises 0.25 wavelengths."""
    r = diameter / 2
    pitch = diameter * math.pi * 0.25
    length = min(turns * pitch, 1150.0)
    plate = max(diameter * 1.15, 60)
    marks = pen.ellipse(-20, 0, plate * 0.24, plate, SHADE) + pen.ellipse(-12, 0, plate * 0.24, plate, TINT)
    shade = []
    for t in range(30, 81, 8):
        y = plate * 0.95 * sind(t)
        shade.append((-12 - plate * 0.2 * cosd(t), y, -12 + plate * 0.1 * cosd(t), y))
    marks += pen.lines(HATCH, shade) + _helix_wire(pen, r, length, turns, front=False)
    marks += pen.cylinder(-70, 12, length + 30, 12, 0.2, angles=(30, 55, 75), mouth=DETAIL_SHADE)
    marks += _helix_wire(pen, r, length, turns, front=True)
    axis = STAND + 190
    arm = pen.cylinder(-60, 14, 60, 14, 0.2, SHADE, angles=EDGE)
    whole = stand(pen) + mast(pen, STAND, 170) + clamp_box(pen, axis)
    whole += pen.place(pen.place(marks, 130), 0, -axis - 10, -40, mirror=True)
    whole += pen.place(arm, 0, -axis - 10, -40, mirror=True)
    return whole + pen.circle(0, -axis - 10, 24, SHADE) + pen.circle(0, -axis - 10, 8, DETAIL_BLACK)


def _helix_wire(pen: Pen, r: float, length: float, turns: float, *, front: bool) -> str:
    """Draws the half turns in front of the boom, or those behind it."""
    data = ""
    for half in range(int(turns * 2)):
        if (half % 2 == 0) != front:
            continue
        points = []
        for step in range(9):
            angle = 180 * (half + step / 8)
            x = length * angle / 360 / turns - 0.18 * r * sind(angle)
            points.append(pen.data(x, r * cosd(angle)))
        data += "M" + "L".join(points)
    return f'<path class="{BOLD if front else DETAIL}" d="{data}"/>'


def dish_face(pen: Pen, diameter: float) -> str:
    """This function will draw a dish around the origin, its axis toward +x, with feed and struts."""
    r, e = diameter / 2, 0.30
    depth = r * 0.30
    back = pen.path(TINT, "M", 0, -r, "C", -depth * 1.5, -r * 0.62, -depth * 1.5, r * 0.62, 0, r, "Z")
    rim = pen.ellipse(0, 0, e * r, r, SHADE) + pen.ellipse(0, 0, e * r * 0.93, r * 0.95, PAPER)
    rings = "".join(
        pen.ellipse(-e * r * 0.14 * k, 0, e * r * (0.93 - 0.22 * k), r * (0.95 - 0.22 * k), HATCH)
        for k in (1, 2, 3)
    )
    panels = pen.lines(
        HATCH, [(-e * r * 0.42, 0, e * r * 0.93 * cosd(a), r * 0.95 * sind(a)) for a in range(0, 360, 30)]
    )
    shade = pen.lines(
        HATCH,
        [
            (e * r * 0.9 * cosd(a), r * 0.92 * sind(a), e * r * 0.72 * cosd(a), r * 0.74 * sind(a))
            for a in range(28, 120, 4)
        ],
    )
    focus = r * 0.72
    struts = "".join(
        pen.line(e * r * 0.9 * cosd(a), r * 0.93 * sind(a), focus - 20, 0, BOLD) for a in (-100, 20, 140)
    )
    feed = pen.cylinder(focus - 34, 34, focus + 30, 34, 0.25, TINT, angles=LOWER, mouth=DETAIL_PAPER)
    feed += pen.ring(focus - 34, focus - 22, 46, 0.25, SHADE)
    return back + rim + rings + panels + shade + struts + feed


def raised_dish(pen: Pen, diameter: float) -> str:
    """This function will draw a dish on a pier with an elevation yoke."""
    r = diameter / 2
    height = max(300.0, r * 0.82)
    marks = stand(pen, height, 200 + r * 0.22) + mast(pen, height, 90, 24)
    yoke = pen.path(SHADE, "M", -44, -height - 84, "H", 48, "L", 40, -height - 190, "H", -30, "Z")
    yoke += pen.knob(8, -height - 140, 22)
    tilted = pen.place(pen.place(dish_face(pen, diameter), r * 0.32), -10, -height - 170, -44, mirror=True)
    arm = pen.rod(8, -height - 150, -r * 0.22, -height - 190 - r * 0.18, 24, TINT)
    return marks + arm + tilted + yoke


@goods(ANTENNAS)
def dish(pen: Pen, diameter: Annotated[float, Between(300, 1500)] = 900) -> str:
    """This function will draw a parabolic dish with its feed."""
    return raised_dish(pen, diameter)


@goods(ANTENNAS)
def qfh(pen: Pen, height: Annotated[float, Between(120, 900)] = 560) -> str:
    """This function will draw a quadrifilar helix antenna on a mast."""
    h, r = height, height * 0.27
    foot = 380.0 if height < 700 else 300.0
    low = foot + 330 + h * 0.1
    top = foot + 330 + h
    marks = stand(pen, foot, 190) + mast(pen, foot, 330 + h * 1.02, 15)
    for y in (low, top):
        marks += pen.line(-r, -y, r, -y, BOLD) + pen.line(
            -r * 0.12, -y - r * 0.2, r * 0.12, -y + r * 0.2, BOLD
        )
        marks += pen.circle(-r, -y, 8, SHADE) + pen.circle(r, -y, 8, SHADE)
    back, front = _quadrifilar(pen, r, low, top)
    marks += front + pen.box(-24, -top - 26, 48, 52, SHADE, 6) + pen.box(-20, -low - 18, 40, 36, TINT, 5)
    cable = pen.path(
        BOLD, "M", 16, -foot - 290, "C", 70, -foot - 240, 30, -foot + 40, 70, -foot * 0.5,
        "S", 150, -40, 190, -6,
    )  # fmt: skip
    return back + marks + cable


def _quadrifilar(pen: Pen, r: float, low: float, top: float) -> tuple[str, str]:
    """Draws the four wires between two heights: those behind the mast, those in front."""
    h = top - low
    back, front = "", ""
    for side in (-1, 1):
        back += pen.data(
            "M", side * r, -low, "C", side * r, -low - h * 0.29, -side * r * 0.2, -low - h * 0.33,
            -side * r * 0.1, -low - h * 0.5, "S", -side * r, -low - h * 0.76, -side * r, -top,
        )  # fmt: skip
        front += pen.data(
            "M", side * r * 0.1, -low + r * 0.2, "C", side * r * 1.5, -low - h * 0.29,
            side * r * 1.5, -low - h * 0.69, side * r * 0.1, -top + r * 0.2,
        )  # fmt: skip
    return path(DETAIL, back), path(BOLD, front)


@goods(ANTENNAS)
def discone(pen: Pen, height: Annotated[float, Between(200, 1350)] = 900) -> str:
    """This function will draw a discone antenna: a disc of rods above a cone of rods."""
    h = height
    foot = 260.0
    reach, disc = h * 0.62, h * 0.42
    top = foot + h * 0.86
    marks = stand(pen, foot, 180) + mast(pen, foot, h * 0.86, 16)
    rods = ""
    for k, angle in enumerate(range(0, 360, 45)):
        x, y = cosd(angle + 12), sind(angle + 12)
        tone = BOLD if y > 0 else DETAIL
        rods += pen.line(0, -top, reach * x, -top + h * 0.80 + reach * 0.16 * y, tone)
        rods += pen.circle(reach * x, -top + h * 0.80 + reach * 0.16 * y, 5, DETAIL_BLACK) if k % 2 else ""
        rods += pen.line(0, -top - 60, disc * x, -top - 60 + disc * 0.16 * y, tone)
        rods += pen.circle(disc * x, -top - 60 + disc * 0.16 * y, 5, DETAIL_BLACK)
    hub = pen.place(
        pen.cylinder(-30, 26, 20, 26, 0.2, SHADE, angles=EDGE)
        + pen.cylinder(20, 14, 48, 14, 0.2, PAPER, angles=EDGE)
        + pen.cylinder(48, 30, 66, 30, 0.2, TINT, angles=EDGE),
        0,
        -top,
        -90,
    )
    whip = pen.line(0, -top - 66, 0, -top - 66 - h * 0.14, BOLD)
    whip += pen.circle(0, -top - 66 - h * 0.14, 6, DETAIL_BLACK)
    return marks + rods + hub + whip
