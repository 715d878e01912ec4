"""Finders, all on one sheet, pointing up to the left."""

from typing import Annotated

from shop.demo.drawings.engraving.pen import (
    BLACK,
    DETAIL_BLACK,
    DETAIL_PAPER,
    DETAIL_TINT,
    EDGE,
    GLINT,
    HATCH,
    LOWER,
    MIDDLE,
    PAPER,
    SHADE,
    TINT,
    Pen,
)
from shop.demo.drawings.engraving.registry import Between, goods
from shop.demo.drawings.engraving.sheet import Sheet

FINDERS = Sheet(scale=1.75, bar=50, stand="base")
E = 0.2


@goods(FINDERS)
def finder(
    pen: Pen,
    aperture: Annotated[float, Between(20, 70)] = 50,
    magnification: Annotated[float, Between(4, 15)] = 9,
    right_angle: bool = False,
) -> str:
    """This function will draw a finder telescope in its bracket."""
    r, length = aperture / 2, aperture * 3.5
    back, thin = -length * 0.52, r * 0.62
    eye = _angled_eyepiece(pen, back, thin) if right_angle else _straight_eyepiece(pen, back, thin)
    text = f"{magnification:g}×{aperture:g}"
    # The lettering is turned back so that it reads from left to right on the mirrored tube.
    words = pen.place(pen.letter(0, r * 0.16, text, 0.42 * r), length * 0.307 - E * r, mirror=True)
    carried = eye + _finder_tube(pen, r, thin, length) + words + _bracket_rings(pen, r, thin, length)
    return pen.place(carried, 0, 0, -28, mirror=True)


def _finder_tube(pen: Pen, r: float, thin: float, length: float) -> str:
    back, front = -length * 0.52, length * 0.48
    marks = pen.cylinder(back, thin, -length * 0.02, thin, E)
    marks += pen.cylinder(-length * 0.02, thin, length * 0.10, r * 1.02, E, angles=EDGE)
    marks += pen.cylinder(length * 0.10, r * 1.02, front * 0.86, r * 1.02, E)
    marks += pen.cylinder(front * 0.80, r * 1.12, front, r * 1.12, E, TINT)
    marks += pen.ring(front * 0.80, front * 0.86, r * 1.15, E, SHADE)
    marks += pen.ellipse(front, 0, E * r * 1.12, r * 1.12, SHADE)
    marks += pen.ellipse(front, 0, E * r * 0.98, r * 0.98, DETAIL_BLACK)
    marks += pen.ellipse(front - 2, 0, E * r * 0.8, r * 0.82, DETAIL_TINT)
    return marks + pen.ring(back * 0.62, back * 0.54, thin * 1.25, E, SHADE)


def _straight_eyepiece(pen: Pen, x: float, r: float) -> str:
    k = r / 15
    marks = pen.ring(x - 34 * k, x + 4, r * 1.3, E, BLACK, shaded=False)
    marks += pen.knurl(x - 34 * k, x + 2, r * 1.3, E, 22, GLINT)
    return pen.cylinder(x - 44 * k, r * 0.9, x - 30 * k, r * 1.1, E, TINT, angles=LOWER) + marks


def _angled_eyepiece(pen: Pen, x: float, r: float) -> str:
    k = r / 15
    prism = pen.path(
        SHADE, "M", x + 2, -r * 1.3, "H", x - 26 * k, "L", x - 38 * k, -r * 0.7, "L", x - 4 * k, r * 1.35,
        "L", x + 2, r * 1.3, "Z",
    )  # fmt: skip
    eye = pen.cylinder(0, r * 0.9, 14 * k, r * 0.9, E, angles=MIDDLE)
    eye += pen.ring(12 * k, 38 * k, r * 1.25, E, BLACK, shaded=False)
    eye += pen.knurl(12 * k, 38 * k, r * 1.25, E, 20, GLINT)
    eye += pen.cylinder(38 * k, r * 1.1, 48 * k, r * 0.95, E, TINT, angles=LOWER)
    eye += pen.ellipse(48 * k, 0, E * r * 0.95, r * 0.95, DETAIL_BLACK)
    return (
        pen.place(eye, x - 15 * k, -r * 1.25, -90)
        + prism
        + pen.line(x - 30 * k, -r * 0.5, x - 6 * k, r * 1.1, HATCH)
    )


def _bracket_rings(pen: Pen, r: float, thin: float, length: float) -> str:
    """Draws two adjustable rings on a foot below the tube."""
    outer = r * 1.34
    marks = pen.path(
        SHADE, "M", -length * 0.22, outer - 2, "L", -length * 0.17, outer + 16, "H", length * 0.14,
        "L", length * 0.20, outer - 2, "Z",
    )  # fmt: skip
    marks += pen.box(-length * 0.15, outer + 16, length * 0.28, 10, TINT, 2)
    marks += pen.box(-length * 0.13, outer + 26, length * 0.24, 8, BLACK, 2)
    for x in (-length * 0.24, length * 0.16):
        marks += pen.ring(x, x + length * 0.055, outer, E)
        marks += pen.box(x + length * 0.01 - E * outer * 0.2, -outer - 12, 9, 13, BLACK, 2)
    return marks


@goods(FINDERS)
def red_dot_finder(pen: Pen) -> str:
    """This function will draw a red dot finder: window, lamp and foot."""
    body = pen.path(
        PAPER, "M", -70, 0, "L", -70, -20, "Q", -70, -28, -60, -28, "L", -26, -28, "L", -20, -20, "H", 44,
        "L", 58, -14, "V", 0, "Z",
    )  # fmt: skip
    body += pen.lines(HATCH, [(-64 + i * 9, -3, -64 + i * 9, -9 - (i % 3) * 2) for i in range(13)])
    lamp = pen.path(BLACK, "M", -66, -28, "V", -40, "Q", -66, -46, -58, -46, "H", -42, "L", -34, -28, "Z")
    window = pen.path(
        TINT, "M", 30, -20, "L", 24, -66, "Q", 24, -78, 36, -80, "Q", 50, -80, 52, -66, "L", 54, -18, "Z",
    )  # fmt: skip
    window += pen.path(
        DETAIL_PAPER, "M", 36, -24, "L", 31, -62, "Q", 31, -72, 38, -73, "Q", 45, -73, 46, -62,
        "L", 47, -24, "Z",
    )  # fmt: skip
    window += pen.circle(39, -52, 1.5, "r")
    window += pen.path(HATCH, "M", 35, -66, "L", 41, -70, "M", 35, -60, "L", 43, -66)
    foot = pen.path(SHADE, "M", -52, 0, "H", 40, "L", 34, 16, "H", -46, "Z")
    foot += pen.box(-38, 16, 64, 10, TINT, 2) + pen.box(-32, 26, 52, 8, BLACK, 2)
    knobs = pen.knob(-8, -10, 9, SHADE)
    knobs += pen.place(
        pen.cylinder(0, 4, 8, 4, 0.2, angles=()) + pen.cylinder(6, 9, 16, 9, 0.24, BLACK, angles=()), 62, -8
    )
    return pen.place(body + lamp + window + foot + knobs, 0, 0, 14)
