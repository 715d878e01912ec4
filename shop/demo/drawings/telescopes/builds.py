"""Telescopes put together: a tube on what carries it, with the line of the tube for dimension drawings.

All measures are millimetres. A tube length of 0 follows from the optics.
"""

from shop.demo.drawings.engraving.pen import BLACK, HATCH, SHADE, TINT, Pen, Span
from shop.demo.drawings.telescopes import mounted, tubes
from shop.demo.drawings.telescopes.mounted import Axis, Mounted


def newtonian_on_equatorial(
    pen: Pen, aperture: float, focal_length: float, mount_size: str, tube_length: float
) -> Mounted:
    """This function will draw a Newtonian on an equatorial mount."""
    tube = tubes.newtonian_tube(pen, aperture, focal_length, tube_length, balance=0.45)
    return mounted.on_equatorial(pen, tube, mount_size, e=tubes.FLATTENING, usual_height=740)


def refractor_on_equatorial(
    pen: Pen, aperture: float, focal_length: float, mount_size: str, tube_length: float
) -> Mounted:
    """This function will draw a refractor on an equatorial mount."""
    tube = tubes.refractor_tube(pen, aperture, focal_length, tube_length)
    return mounted.on_equatorial(pen, tube, mount_size, e=tubes.REFRACTOR_FLATTENING)


def refractor_on_fork(pen: Pen, aperture: float, focal_length: float, tube_length: float) -> Mounted:
    """This function will draw a refractor on a light fork."""
    tube = tubes.refractor_tube(pen, aperture, focal_length, tube_length)
    return mounted.on_fork(pen, tube, e=tubes.REFRACTOR_FLATTENING)


def solar_on_fork(pen: Pen, aperture: float, focal_length: float, tube_length: float) -> Mounted:
    """This function will draw a telescope for the Sun on a light fork."""
    tube = tubes.refractor_tube(pen, aperture, focal_length, tube_length, solar=True, finder=False)
    return mounted.on_fork(pen, tube, e=tubes.REFRACTOR_FLATTENING)


def cassegrain_on_arm(
    pen: Pen,
    aperture: float,
    focal_length: float,
    tube_length: float,
    *,
    maksutov: bool,
    table: bool = False,
) -> Mounted:
    """This function will draw a folded telescope on a single arm."""
    tube = tubes.catadioptric_tube(pen, aperture, focal_length, tube_length, maksutov=maksutov)
    return mounted.on_arm(pen, tube, table=table)


def bare_refractor(pen: Pen, aperture: float, focal_length: float, tube_length: float) -> Mounted:
    """This function will draw a refractor tube with rings and bar; only slow small ones have a finder."""
    slow = aperture < 90 and focal_length / aperture > 7
    tube = tubes.refractor_tube(pen, aperture, focal_length, tube_length, finder=slow)
    return mounted.lying(pen, tube, e=tubes.REFRACTOR_FLATTENING, foot=_bar_under_rings)


def bare_newtonian(pen: Pen, aperture: float, focal_length: float, tube_length: float) -> Mounted:
    """This function will draw a Newtonian tube with rings and bar."""
    tube = tubes.newtonian_tube(pen, aperture, focal_length, tube_length, balance=0.5)
    return mounted.lying(pen, tube, foot=_bar_under_rings)


def bare_cassegrain(pen: Pen, aperture: float, focal_length: float, kind: str, tube_length: float) -> Mounted:
    """This function will draw a folded tube on its bar."""
    if kind == "rc":
        tube = tubes.ritchey_tube(pen, aperture, focal_length, tube_length)
    else:
        tube = tubes.catadioptric_tube(pen, aperture, focal_length, tube_length, maksutov=kind == "mak")
    drop = tube.span.radius * 1.04 + 44
    carried = tube.marks + _long_bar(pen, tube.span)
    return Mounted(pen.place(carried, 0, -drop, mirror=True), Axis(0, -drop, 0, tube.span))


def _bar_under_rings(pen: Pen, span: Span) -> str:
    """Draws a dovetail bar under the rings of a lying tube, down to the ground."""
    y, half = span.radius * 1.13, min(span.length * 0.27, 230)
    marks = "".join(pen.box(x * span.length - 22, y - 4, 44, 28, SHADE, 3) for x in (-0.2, 0.2))
    marks += pen.box(-half, y + 22, half * 2, 22, TINT, 2)
    marks += pen.path(BLACK, "M", -half, y + 44, "H", half, "L", half - 14, y + 56, "H", -half + 14, "Z")
    return marks + pen.lines(HATCH, [(-half + 8, y + 38, half - 40, y + 38)])


def _long_bar(pen: Pen, span: Span) -> str:
    """Draws a dovetail bar along a folded tube, down to the ground."""
    y, start, end = span.radius, span.back - 6, span.front - 6
    marks = "".join(pen.box(x, y - 6, 40, 26, SHADE, 3) for x in (span.back + 4, span.front - 58))
    marks += pen.box(start, y + 16, span.length, 18, TINT, 2)
    return marks + pen.path(BLACK, "M", start, y + 34, "H", end, "L", end - 14, y + 46, "H", start + 14, "Z")
