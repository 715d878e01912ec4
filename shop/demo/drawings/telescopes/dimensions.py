"""Drawings that tell the size: with dimension lines, or beside a person."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from shop.demo.drawings.engraving.bounds import Box, bounds
from shop.demo.drawings.engraving.lettering import lettering, text_width
from shop.demo.drawings.engraving.pen import GUIDE, Pen, cosd, path, sind
from shop.demo.drawings.engraving.registry import generator, whole_plate
from shop.demo.drawings.engraving.sheet import (
    GROUND_Y,
    SIZE,
    DrawingError,
    Sheet,
    ground,
    length_in_words,
    scale_bar,
)
from shop.demo.drawings.telescopes import builds
from shop.demo.drawings.telescopes.dobsonian import draw_dobsonian
from shop.demo.drawings.telescopes.mounted import Axis, Mounted
from shop.demo.drawings.telescopes.person import HEIGHT, person

LETTER = 20.0
ARROW = 10.0
LARGEST_WITH_TUBE, LARGEST_WITH_PERSON = 0.62, 0.305
WIDTH, HIGH, DEEP = 604.0, 552.0, 604.0
Point = tuple[float, float]


@dataclass(frozen=True)
class Measured:
    """A telescope with the line of its tube and, if it has one, the width of its base in millimetres."""

    marks: str
    axis: Axis
    base: float = 0


def _dobsonian(
    pen: Pen, *, aperture: float, focal_length: float, tabletop: bool, truss: bool, tube_length: float
) -> Measured:
    drawn = draw_dobsonian(pen, aperture, focal_length, tube_length, tabletop=tabletop, truss=truss)
    axis = Axis(0, -drawn.base.pivot, drawn.altitude, drawn.tube.span)
    return Measured(drawn.marks, axis, drawn.base.board * 2)


def _measured(function: Callable[..., Mounted], **fixed: bool) -> Callable[..., Measured]:
    def draw(pen: Pen, **values: Any) -> Measured:
        mounted = function(pen, **values, **fixed)
        return Measured(mounted.marks, mounted.axis)

    return draw


MEASURED: dict[str, Callable[..., Measured]] = {
    "dobsonian": _dobsonian,
    "newtonian_eq": _measured(builds.newtonian_on_equatorial),
    "refractor_eq": _measured(builds.refractor_on_equatorial),
    "refractor_altaz": _measured(builds.refractor_on_fork),
    "refractor_tube": _measured(builds.bare_refractor),
    "newtonian_tube": _measured(builds.bare_newtonian),
    "maksutov_goto": _measured(builds.cassegrain_on_arm, maksutov=True),
    "sct_goto": _measured(builds.cassegrain_on_arm, maksutov=False),
    "cassegrain_tube": _measured(builds.bare_cassegrain),
    "tabletop_mak": _measured(builds.cassegrain_on_arm, maksutov=True, table=True),
    "solar_refractor": _measured(builds.solar_on_fork),
}


def dimension_line(a: Point, b: Point, label: str, size: float = LETTER) -> str:
    """This function will draw a line with arrow heads between two points, in drawing units, and its label."""
    length = math.dist(a, b)
    ux, uy = (b[0] - a[0]) / length, (b[1] - a[1]) / length
    mx, my = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
    gap = text_width(label, size, spacing=0.01) / 2 + 10
    pen = Pen(1)
    heads = ""
    for (x, y), side in ((a, 1), (b, -1)):
        bx, by = x + side * ux * ARROW, y + side * uy * ARROW
        heads += pen.data("M", bx - uy * 4, by + ux * 4, "L", x, y, "L", bx + uy * 4, by - ux * 4)
    if length > 2 * gap + 24:
        shaft = pen.data(
            "M", *a, "L", mx - ux * gap, my - uy * gap, "M", mx + ux * gap, my + uy * gap, "L", *b
        )
        at = 7.0
    else:
        shaft, at = pen.data("M", *a, "L", *b), -9.0
    turn = math.degrees(math.atan2(uy, ux))
    turn += 180 if turn > 91 or turn < -91 else 0
    words = lettering(0, at, label, size, spacing=0.01, anchor="middle", tone="G")
    return path(GUIDE, heads + shaft) + Pen(1).place(words, mx, my, turn)


def _tube_dimension(pen: Pen, axis: Axis) -> str:
    """Draws the length of a tube beside its upper edge, clear of finder and focuser."""
    span, angle = axis.span, axis.altitude
    off = -(span.radius + 178)

    def at(x: float, y: float) -> Point:
        left, down = x * cosd(angle) + y * sind(angle), -x * sind(angle) + y * cosd(angle)
        return (axis.x - left) * pen.scale, (axis.y + down) * pen.scale

    gap, over = pen.units(12), pen.units(8)
    guides = "".join(
        Pen(1).data("M", *at(x, -span.radius - gap), "L", *at(x, off - over)) for x in (span.back, span.front)
    )
    return path(GUIDE, guides) + dimension_line(
        at(span.back, off), at(span.front, off), length_in_words(span.length)
    )


def _width_dimension(left: float, right: float, y: float, label: str) -> str:
    pen = Pen(1)
    guides = pen.data("M", left, y + 6, "V", y + 46, "M", right, y + 6, "V", y + 46)
    return path(GUIDE, guides) + dimension_line((left, y + 38), (right, y + 38), label)


def _height_dimension(x: float, top: float, bottom: float, edge: float, label: str) -> str:
    guides = Pen(1).data("M", edge, top, "H", x - 8, "M", edge, bottom, "H", x - 8)
    return path(GUIDE, guides) + dimension_line((x, bottom), (x, top), label)


def _overall(marks: str, scale: float) -> str:
    """Draws the width and the height of anything without a tube."""
    box = bounds(marks)
    width = _width_dimension(box.left, box.right, box.bottom, length_in_words(box.width / scale))
    height = _height_dimension(
        box.left - 44, box.top, box.bottom, box.left - 8, length_in_words(box.height / scale)
    )
    return width + height


def _with_dimensions(of: str, params: dict[str, Any], scale: float) -> str:
    pen = Pen(scale)
    values = generator(of).values(params)
    if of not in MEASURED:
        marks = generator(of).marks(scale, params)
        return marks + _overall(marks, scale)
    drawn = MEASURED[of](pen, **values)
    marks = drawn.marks + _tube_dimension(pen, drawn.axis)
    if drawn.base:
        half = drawn.base * scale / 2
        return marks + _width_dimension(-half, half, 0, length_in_words(drawn.base))
    return marks + _overall_height(pen, drawn)


def _overall_height(pen: Pen, drawn: Measured) -> str:
    box = bounds(drawn.marks)
    x = box.left - 30
    return _height_dimension(x, box.top, 0, box.left - 8, length_in_words(-box.top / pen.scale))


def _sheet(of: str) -> Sheet:
    found = generator(of).sheet
    if found is None:
        raise DrawingError(f"{of} is a whole plate already")
    return found


@whole_plate()
def dimensions(pen: Pen, of: str = "dobsonian", **params: Any) -> str:
    """This function will draw goods with dimension lines, as large as the plate allows."""
    sheet = _sheet(of)
    scale = pen.scale * (LARGEST_WITH_TUBE if of in MEASURED else sheet.scale * 1.2)
    marks = _with_dimensions(of, params, scale)
    for _ in range(3):
        box = bounds(marks)
        fit = min(WIDTH / box.width, HIGH / -box.top if sheet.stand == "ground" else DEEP / box.height)
        if fit >= 1:
            break
        scale *= fit * 0.985
        marks = _with_dimensions(of, params, scale)
    return _stand(marks, bounds(marks), floor=sheet.stand == "ground")


def _stand(marks: str, box: Box, *, floor: bool) -> str:
    x = SIZE / 2 - (box.left + box.right) / 2
    y = GROUND_Y - 4 if floor else SIZE / 2 - (box.top + box.bottom) / 2
    line = ground(y=GROUND_Y - 4) if floor else ""
    return line + Pen(1).place(marks, x, y)


@whole_plate()
def in_scale(pen: Pen, of: str = "dobsonian", **params: Any) -> str:
    """This function will draw goods that stand on the ground beside a person 1.75 m tall."""
    if _sheet(of).stand != "ground":
        raise DrawingError(f"{of} does not stand on the ground, so it cannot stand beside a person")
    scale = pen.scale * LARGEST_WITH_PERSON
    own = bounds(generator(of).marks(scale, params))
    fit = min(1.0, (WIDTH - 56) / (own.width + 500 * scale + 40))
    scale *= fit
    marks = generator(of).marks(scale, params)
    own = bounds(marks)
    half, rise = 250 * scale, HEIGHT * scale
    left = (SIZE - (56 + 2 * half + 40 + own.width)) / 2 + 56
    x = left + half
    shift = x + half + 40 - own.left
    figure = Pen(scale).place(person(Pen(scale)), x / scale, GROUND_Y / scale)
    height = _height_dimension(left - 28, GROUND_Y - rise, GROUND_Y - 2, left - 10, "1.75 m")
    goods_marks = Pen(1).place(marks, shift, GROUND_Y)
    return ground() + figure + goods_marks + height + scale_bar(500, scale)
