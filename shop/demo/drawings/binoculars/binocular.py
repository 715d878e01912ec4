"""Binoculars seen from above, objectives up. Each half is drawn once and mirrored; x = 0 is the hinge."""

from typing import Annotated, Literal

from shop.demo.drawings.engraving.pen import (
    BLACK,
    DETAIL,
    DETAIL_BLACK,
    DETAIL_SHADE,
    DETAIL_TINT,
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

BINOCULARS = Sheet(scale=1.4, bar=100, stand="centre")
E = 0.13
EYECUP = (30, 45, 58, 69, 78)

Magnification = Annotated[float, Between(2, 40)]
Aperture = Annotated[float, Between(20, 80)]


@goods(BINOCULARS)
def binocular(
    pen: Pen,
    magnification: Magnification = 10,
    aperture: Aperture = 50,
    prism: Literal["porro", "roof"] = "porro",
) -> str:
    """This function will draw a hand-held binocular with Porro or roof prisms."""
    label = f"{magnification:g}×{aperture:g}"
    if prism == "roof":
        return _roof(pen, aperture, label)
    return _porro(pen, aperture, label)


def eyepiece_tube(pen: Pen) -> str:
    """This function will draw the eyepiece of a binocular along x, from the housing to the eyecup."""
    marks = pen.cylinder(0, 19, 14, 19, E, angles=EYECUP)
    marks += pen.ring(14, 34, 23, E) + pen.knurl(14, 34, 23, E, 18)
    marks += pen.cylinder(34, 20, 42, 20, E, angles=(35, 52, 66, 78))
    marks += pen.cylinder(42, 23.5, 62, 24.5, E, BLACK, angles=())
    glints = [
        (42 - E * 23 * cosd(t), 23.5 * sind(t), 62 - E * 24 * cosd(t), 24.5 * sind(t))
        for t in (-58, -47, -34)
    ]
    return marks + pen.lines(GLINT, glints)


def objective(pen: Pen, x0: float, x1: float, radius: float) -> str:
    """This function will draw the front of a barrel along x: a tube with rubber rim and lens."""
    long = x1 - x0
    marks = pen.cylinder(x0, radius, x1, radius * 1.02, E)
    marks += pen.ring(x0, x0 + min(6, long * 0.2), radius * 1.03, E, SHADE)
    marks += pen.ring(x1 - min(10, long * 0.3), x1, radius * 1.05, E, BLACK, shaded=False)
    gleam = pen.path(
        HATCH, "M", x1 - 0.5, -radius * 0.6, "A", E * radius * 0.7, radius * 0.66, "0 0 0",
        x1 - E * radius * 0.62, radius * 0.1,
    )  # fmt: skip
    marks += pen.ellipse(x1, 0, E * radius * 1.05, radius * 1.05, SHADE)
    return marks + pen.ellipse(x1, 0, E * radius * 0.88, radius * 0.88, DETAIL_TINT) + gleam


def _porro(pen: Pen, aperture: float, label: str) -> str:
    k = 0.60 + 0.0048 * aperture
    own = Pen(pen.scale * k)
    radius = aperture / 2 * 1.18 / k
    axis = max(66.0, radius + 14)
    long = max(40.0, aperture * 1.62 / k - 18)
    half = own.place(_porro_barrel(own, radius, long), axis, -6, -90) + _prism_housing(own, axis - 66)
    half += own.place(eyepiece_tube(own), 38 + (axis - 66) * 0.4, 58, 90)
    half += own.path(SHADE, "M", 0, 62, "H", 30, "Q", 36, 62, 36, 69, "Q", 36, 75, 30, 75, "H", 0, "Z")
    marks = half + own.place(half, mirror=True) + _focus_bridge(own)
    at = 55 + (axis - 66) * 0.4
    return marks + own.letter(-at, 24, label, 11)


def _porro_barrel(pen: Pen, radius: float, long: float) -> str:
    neck = min(29.0, radius * 0.98)
    marks = pen.cylinder(-2, max(neck, 26) * 1.1, 16, max(neck, 26), E)
    marks += pen.cylinder(16, neck * 0.86, 16 + long * 0.54, radius * 0.92, E)
    marks += objective(pen, 16 + long * 0.54, 16 + long, radius)
    return marks + pen.ring(12, 17, max(neck, 26) * 1.03, E, SHADE)


def _prism_housing(pen: Pen, wider: float) -> str:
    """Draws the housing of the Porro prisms; `wider` moves its outer side away from the hinge."""
    w = wider
    shell = pen.path(
        TINT, "M", 13, 8, "C", 20, 2, 26 + w * 0.3, -16, 40 + w * 0.5, -17, "L", 92 + w, -17,
        "Q", 103 + w, -16, 103 + w, -4,
        "L", 100 + w, 22, "C", 98 + w, 40, 90 + w, 52, 74 + w * 0.7, 56, "Q", 50, 62, 24, 60,
        "Q", 13, 58, 13, 48, "Z",
    )  # fmt: skip
    strokes = []
    for i in range(15):
        t = i / 14
        x0, y0 = 101.5 - t * 30 + w, -12 + t * 3
        x1, y1 = 97 - t * 27 + w * (1 - t * 0.2), 30 + t * 24.5 - (1 - t) ** 3 * 6
        cut = t * 0.55
        strokes.append((x0 + (x1 - x0) * cut, y0 + (y1 - y0) * cut, x1, y1))
    plate = pen.path(
        DETAIL, "M", 37 + w * 0.4, -6, "L", 80 + w, -7, "Q", 88 + w, -7, 88 + w, 1, "L", 86 + w, 16,
        "C", 84 + w, 32, 78 + w * 0.8, 41, 66 + w * 0.7, 44, "L", 34, 48, "Q", 25, 48, 25, 39, "L", 25, 12,
        "Q", 29 + w * 0.2, -5, 37 + w * 0.4, -6, "Z",
    )  # fmt: skip
    screws = pen.screw(90 + w, 36, 2.6) + pen.screw(20, 53, 2.6) + pen.screw(96 + w, -9, 2.6)
    return shell + pen.lines(HATCH, strokes) + plate + screws


def _focus_bridge(pen: Pen) -> str:
    marks = pen.box(-11, -24, 22, 96, TINT, 8)
    marks += pen.lines(HATCH, [(x, -20, x, 28) for x in (5, 6.8, 8.3, 9.4, -9.4)])
    marks += pen.box(-13, -2, 26, 34, BLACK, 4)
    marks += pen.lines(GLINT, [(-13 + 2 * k, -1, -13 + 2 * k, 31) for k in range(1, 13)])
    marks += pen.box(-15, 54, 30, 28, SHADE, 5) + pen.circle(0, 68, 6, PAPER)
    return marks + pen.ellipse(0, -24, 11, 4, SHADE) + pen.circle(0, -24, 2.4, DETAIL_BLACK)


def roof_barrel(pen: Pen, aperture: float, length: float) -> str:
    """This function will draw a straight barrel along x, eye end at 0, lens at `length`."""
    radius = aperture / 2 * 1.16 + 1.5
    slim = max(radius * 0.88, 17.0)
    waist = length * 0.46
    marks = pen.cylinder(-20, 20.5, 2, 20, E, BLACK, angles=())
    marks += pen.lines(
        GLINT,
        [
            (-20 - E * 20 * cosd(t), 20.5 * sind(t), 2 - E * 20 * cosd(t), 20 * sind(t))
            for t in (-58, -47, -34)
        ],
    )
    marks += pen.ring(2, 8, slim * 1.02, E, SHADE)
    marks += pen.cylinder(8, slim, waist, slim, E, TINT, angles=FULL)
    marks += pen.cylinder(waist, slim, length * 0.62, radius, E, TINT, angles=LOWER)
    marks += pen.cylinder(length * 0.62, radius, length * 0.86, radius, E, TINT, angles=LOWER)
    grip = [pen.band(length * 0.64 + i * length * 0.035, radius, E, HATCH) for i in range(5)]
    return marks + "".join(grip) + objective(pen, length * 0.84, length, radius)


def roof_length(aperture: float) -> float:
    """This function will estimate the length of a roof prism barrel in millimetres."""
    return 44 + aperture * 1.95


def _roof(pen: Pen, aperture: float, label: str) -> str:
    length = roof_length(aperture)
    radius = aperture / 2 * 1.16 + 1.5
    axis = max(32.0, radius + 5)
    barrel = pen.place(roof_barrel(pen, aperture, length), axis, 0, -90)
    inner = axis - radius * 0.86
    upper = pen.path(SHADE, "M", 0, -length * 0.40, "H", inner + 6, "V", -length * 0.20, "H", 0, "Z")
    lower = pen.path(SHADE, "M", 0, -length * 0.12, "H", inner + 6, "V", -length * 0.02, "H", 0, "Z")
    half = upper + lower + barrel
    hinge = pen.box(-8, -length * 0.47, 16, length * 0.46, TINT, 5)
    hinge += pen.lines(HATCH, [(x, -length * 0.44, x, -length * 0.06) for x in (3.4, 4.8, 6, 6.9)])
    wheel = pen.box(-11, -length * 0.27, 22, length * 0.20, BLACK, 4)
    wheel += pen.lines(
        GLINT, [(-11 + 2 * i, -length * 0.265, -11 + 2 * i, -length * 0.075) for i in range(1, 11)]
    )
    cap = pen.ellipse(0, -length * 0.47, 8, 3, SHADE) + pen.circle(0, -length * 0.47, 2, DETAIL_BLACK)
    text = pen.letter(-axis, -length * 0.29, label, 8.2)
    return half + pen.place(half, mirror=True) + hinge + wheel + cap + text


@goods(BINOCULARS)
def giant_binocular(
    pen: Pen,
    magnification: Magnification = 20,
    aperture: Annotated[float, Between(60, 120)] = 80,
    angled: bool = False,
) -> str:
    """This function will draw a giant binocular, seen straight through or at an angle from above."""
    radius = aperture / 2 * 1.15
    axis = max(radius + 12, 46)
    length = min(250.0, aperture * 2.45)
    barrel = pen.cylinder(0, radius * 0.74, length * 0.30, radius * 0.78, E)
    barrel += pen.cylinder(length * 0.30, radius * 0.78, length * 0.58, radius, E)
    barrel += objective(pen, length * 0.58, length, radius) + pen.ring(0, 8, radius * 0.80, E, SHADE)
    half = _giant_bridge(pen, axis, radius, length) + pen.place(barrel, axis, -6, -90)
    half += _giant_housing(pen, axis)
    if angled:
        eye = pen.cylinder(0, 24, 20, 24, 0.6, TINT, angles=LOWER)
        eye += pen.ring(14, 30, 27, 0.6, BLACK, shaded=False)
        eye += pen.ellipse(30, 0, 16, 27, SHADE) + pen.ellipse(30, 0, 12, 20, DETAIL_BLACK)
        eye += pen.ellipse(29, 0, 8, 14, DETAIL_TINT)
        half += pen.place(eye, axis - 12, 34, 90)
    else:
        half += pen.place(eyepiece_tube(Pen(pen.scale * 0.95)), axis - 14, 56, 90)
    handle = pen.box(-9, -length * 0.80, 18, length * 0.84, TINT, 8)
    handle += pen.lines(HATCH, [(x, -length * 0.76, x, -length * 0.02) for x in (4, 5.6, 7)])
    handle += pen.box(-14, -length * 0.46, 28, 44, SHADE, 5) + pen.circle(0, -length * 0.46 + 22, 7, PAPER)
    x, y = (axis, -length * 0.20) if angled else (axis / 2 + 20, 27)
    name = f"{magnification:g}×{aperture:g}"
    label = pen.letter(-x, y, name, 12)
    return half + pen.place(half, mirror=True) + handle + label


def _giant_bridge(pen: Pen, axis: float, radius: float, length: float) -> str:
    marks = ""
    for part, tall in ((0.66, 20.0), (0.16, 22.0)):
        marks += pen.path(SHADE, "M", 0, -length * part - tall, "H", axis, "V", -length * part, "H", 0, "Z")
    return marks


def _giant_housing(pen: Pen, axis: float) -> str:
    a = axis
    shell = pen.path(
        TINT, "M", 10, 2, "Q", 12, -12, 26, -12, "H", a + 26, "Q", a + 38, -12, a + 38, 0, "L", a + 34, 40,
        "Q", a + 32, 58, a + 14, 58, "H", a - 34, "Q", 12, 56, 10, 40, "Z",
    )  # fmt: skip
    strokes = [(a + 35 - i * 3.1, -7 + i, a + 31 - i * 3, 46 + i * 0.7) for i in range(8)]
    plate = pen.path(
        DETAIL_SHADE, "M", 20, 0, "H", a + 14, "Q", a + 22, 0, a + 21, 8, "L", a + 18, 36,
        "Q", a + 17, 46, a + 6, 46,
        "H", 30, "Q", 20, 46, 20, 36, "Z",
    )  # fmt: skip
    return shell + pen.lines(HATCH, strokes) + plate + pen.screw(a + 29, 0, 2.4) + pen.screw(17, -4, 2.4)
