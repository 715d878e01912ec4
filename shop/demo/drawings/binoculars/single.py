"""Monoculars and spotting scopes, and the parallelogram mount for binoculars."""

from typing import Annotated

from shop.demo.drawings.binoculars.binocular import (
    BINOCULARS,
    Magnification,
    objective,
    roof_barrel,
    roof_length,
)
from shop.demo.drawings.engraving.lettering import lettering
from shop.demo.drawings.engraving.pen import (
    BLACK,
    BOLD,
    DETAIL_BLACK,
    DETAIL_PAPER,
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
from shop.demo.drawings.mounts.tripod import tripod

PARALLELOGRAM = Sheet(scale=0.27, bar=500, stand="ground")
E = 0.16


@goods(BINOCULARS)
def monocular(
    pen: Pen, magnification: Magnification = 8, aperture: Annotated[float, Between(15, 60)] = 42
) -> str:
    """This function will draw a monocular with its wrist strap."""
    length = roof_length(aperture)
    barrel = roof_barrel(pen, aperture, length)
    ring = pen.ring(
        length * 0.22, length * 0.38, max(aperture / 2 * 1.02 + 1.3, 17) * 1.08, E, BLACK, shaded=False
    )
    ring += pen.knurl(length * 0.22, length * 0.38, max(aperture / 2 * 1.02 + 1.3, 17) * 1.08, E, 26, GLINT)
    strap = pen.path(BOLD, "M", 18, -14, "C", 60, 6, 78, 44, 50, 62, "S", 18, 40, 26, -6)
    size = max(7.5, aperture * 0.20)
    text = f"{magnification:g}×{aperture:g}"
    label = pen.letter(0, -length * 0.5 + 4, text, size)
    return strap + pen.place(barrel + ring, 0, 0, -90) + label


@goods(BINOCULARS)
def spotting_scope(
    pen: Pen,
    magnification: Magnification = 20,
    aperture: Annotated[float, Between(45, 100)] = 80,
    angled: bool = True,
) -> str:
    """This function will draw a spotting scope with an angled or straight eyepiece."""
    r = aperture / 2 * 1.14
    slim = r * 0.66
    front = aperture * 2.1
    body = pen.cylinder(-aperture * 0.55, slim, aperture * 0.35, slim, E, TINT)
    body += pen.cylinder(aperture * 0.35, slim, aperture * 0.85, r, E, TINT, angles=LOWER)
    body += pen.cylinder(aperture * 0.85, r, aperture * 1.45, r, E)
    body += objective(pen, aperture * 1.4, front, r * 1.06)
    body += pen.ring(-aperture * 0.1, aperture * 0.18, slim * 1.12, E, BLACK, shaded=False)
    body += pen.knurl(-aperture * 0.1, aperture * 0.18, slim * 1.12, E, 30, GLINT)
    foot = pen.path(
        SHADE, "M", aperture * 0.22, slim * 0.95, "L", aperture * 0.30, r * 1.35, "H", aperture * 0.78,
        "L", aperture * 0.82, r * 0.9, "Z",
    )  # fmt: skip
    foot += pen.box(aperture * 0.24, r * 1.35, aperture * 0.60, 9, TINT, 2)
    back = -aperture * 0.55
    eye = _scope_eyepiece(pen, aperture / 80)
    if angled:
        housing = pen.path(
            SHADE, "M", back + 2, -slim, "L", back - slim * 0.9, -slim * 0.55,
            "L", back - slim * 1.05, slim * 0.1,
            "L", back - slim * 0.3, slim * 0.95, "L", back + 2, slim, "Z",
        )  # fmt: skip
        rear = pen.place(eye, back - slim * 0.62, -slim * 0.42, 180 + 45) + housing
    else:
        rear = pen.place(eye, back, 0, 180) + pen.ring(back - 4, back + 8, slim * 1.04, E, SHADE)
    label = _mirrored_label(pen, aperture * 1.12, r, f"{magnification:g}×{aperture:g}")
    return pen.place(rear + foot + body + label, 0, 0, -14, mirror=True)


def _scope_eyepiece(pen: Pen, k: float) -> str:
    own = Pen(pen.scale * k)
    marks = own.cylinder(0, 22, 16, 22, E, angles=MIDDLE) + own.ring(14, 44, 26, E)
    marks += own.knurl(14, 44, 26, E, 22)
    marks += own.cylinder(44, 24, 52, 24, E, angles=LOWER) + own.cylinder(52, 27, 74, 28, E, BLACK, angles=())
    return (
        marks
        + own.glints(52, 27, 74, 28, E)
        + own.ellipse(74, 0, E * 28, 28, SHADE)
        + own.ellipse(74, 0, E * 20, 20, DETAIL_BLACK)
    )


def _mirrored_label(pen: Pen, x: float, r: float, text: str) -> str:
    """Letters a tube that will be mirrored, so that the text reads from left to right."""
    size = 0.30 * r * pen.scale
    words = lettering(0, size * 0.36, text, size, weight=600, anchor="middle")
    return f'<g transform="translate({(x - E * r) * pen.scale:.1f} 0) scale(-1 1)">{words}</g>'


@goods(PARALLELOGRAM)
def parallelogram_mount(pen: Pen) -> str:
    """This function will draw a parallelogram mount with a binocular and its counterweight."""
    height = 950.0
    stand = pen.place(tripod(pen, height, 330), 0, -height)
    post = pen.place(
        pen.cylinder(0, 26, 250, 26, 0.2, angles=MIDDLE) + pen.ring(0, 30, 40, 0.2, SHADE),
        0,
        -height - 10,
        -90,
    )
    top, drop = -height - 250.0, 90.0
    front, rear = (-620.0, -300.0), (360.0, 174.0)
    arms = ""
    for down, tone in ((drop, TINT), (0.0, PAPER)):
        arms += pen.rod(rear[0], top + rear[1] + down, front[0], top + front[1] + down, 26, tone)
    arms += pen.rod(front[0], top + front[1] - 20, front[0], top + front[1] + drop + 120, 24, SHADE)
    for x, y in ((0.0, 0.0), front):
        arms += pen.circle(x, top + y, 15, SHADE) + pen.circle(x, top + y, 5, DETAIL_BLACK)
        arms += pen.circle(x, top + y + drop, 15, SHADE) + pen.circle(x, top + y + drop, 5, DETAIL_BLACK)
    yoke = pen.box(-22, top - 34, 44, drop + 68, TINT, 8) + pen.knob(0, top + drop / 2, 18, SHADE)
    weight = pen.cylinder(0, 62, 96, 62, 0.2, TINT) + pen.ring(-12, 0, 40, 0.2, SHADE)
    weight += pen.ellipse(96, 0, 12, 62, DETAIL_PAPER)
    shaft = pen.cylinder(0, 10, 190, 10, 0.2, angles=EDGE)
    rod = pen.place(shaft + pen.place(weight, 60, 0), rear[0], top + rear[1] + drop / 2, 26)
    glass = _side_binocular(pen)
    return stand + post + rod + arms + yoke + pen.place(glass, front[0] - 10, top + front[1] + drop + 150)


def _side_binocular(pen: Pen) -> str:
    """Draws a binocular from its side, on an L bracket, pointing up to the left."""
    barrel = pen.cylinder(-40, 30, 40, 34, E) + pen.cylinder(40, 40, 170, 50, E)
    barrel += pen.ring(150, 176, 52, E, BLACK, shaded=False)
    barrel += pen.cylinder(-110, 20, -60, 20, E, BLACK, angles=()) + pen.box(-72, -34, 76, 72, TINT, 12)
    barrel += pen.lines(HATCH, [(-64 + i * 8, 30, -62 + i * 8, 12 + i) for i in range(8)])
    bracket = pen.path(SHADE, "M", -14, -60, "H", 14, "V", 30, "H", -14, "Z")
    return bracket + pen.place(barrel, 0, 20, -40, mirror=True)
