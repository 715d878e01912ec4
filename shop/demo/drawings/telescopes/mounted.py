"""Telescopes on their mounts, standing at (0, 0) and pointing up to the left."""

from collections.abc import Callable
from dataclasses import dataclass

from shop.demo.drawings.engraving.pen import Pen, Span, cosd, sind
from shop.demo.drawings.mounts.altazimuth import arm_mount, fork_head
from shop.demo.drawings.mounts.equatorial import (
    HEAD_HEIGHT,
    SADDLE_X,
    SADDLE_Y,
    equatorial_head,
    on_tripod,
    saddle,
    standing_head,
    tube_rings,
)
from shop.demo.drawings.mounts.tripod import tripod
from shop.demo.drawings.telescopes.tubes import FLATTENING, Tube, clamp

TALLEST = 1655.0
LATITUDE = 44.0
SIZES = {"1": 0.82, "2": 1.0, "3": 1.22}


@dataclass(frozen=True)
class Axis:
    """Where a tube lies on the plate: the point its frame starts from, its angle and its ends."""

    x: float
    y: float
    altitude: float
    span: Span


@dataclass(frozen=True)
class Mounted:
    """A drawn telescope and the line of its tube."""

    marks: str
    axis: Axis


def legs_that_fit(front_rise: float, usual: float, shortest: float = 480) -> float:
    """This function will shorten the legs of a tripod until what it carries fits the plate."""
    return clamp(TALLEST - front_rise, shortest, usual)


def on_equatorial(pen: Pen, tube: Tube, size_name: str, *, e: float, usual_height: float = 780) -> Mounted:
    """This function will draw a tube on an equatorial head and tripod."""
    size = SIZES[size_name]
    span = tube.span
    own = Pen(pen.scale * size)
    x = SADDLE_X * size
    y = (SADDLE_Y - 12) * size - span.radius * 1.12
    rings = _ring_places(span, 78 * size)
    carried = pen.place(tube.marks + tube_rings(pen, span, rings, e), x - 0, y)
    head = equatorial_head(own) + carried + saddle(own, min(240, span.length * 0.6 / size))
    up = (
        HEAD_HEIGHT * size
        + (10 * size + x + span.front) * sind(LATITUDE)
        - (y - span.radius * 1.6) * cosd(LATITUDE)
    )
    height = legs_that_fit(up, usual_height)
    marks = on_tripod(pen, height, size) + standing_head(pen, head, height, LATITUDE, size)
    reach = 10 * size + x
    axis_x = -(reach * cosd(LATITUDE) + y * sind(LATITUDE))
    axis_y = -height - HEAD_HEIGHT * size - reach * sind(LATITUDE) + y * cosd(LATITUDE)
    return Mounted(marks, Axis(axis_x, axis_y, LATITUDE, span))


def _ring_places(span: Span, reach: float) -> tuple[float, float]:
    half = min(reach, span.length * 0.2)
    return (-half, half)


def on_fork(pen: Pen, tube: Tube, *, e: float, altitude: float = 42, usual_height: float = 820) -> Mounted:
    """This function will draw a tube on a small alt-azimuth head and tripod."""
    span = tube.span
    rise = 150 + span.radius * 1.3
    up = rise + span.front * sind(altitude) + span.radius * 1.7
    height = legs_that_fit(up, usual_height)
    marks = pen.place(tripod(pen, height, 310, girth=0.9), 0, -height)
    carried = pen.place(tube.marks + tube_rings(pen, span, _ring_places(span, 60), e), 0, 0)
    marks += fork_head(pen, height, rise, span.radius, pen.place(carried, 0, 0, -altitude, mirror=True))
    return Mounted(marks, Axis(0, -height - rise, altitude, span))


def on_arm(
    pen: Pen, tube: Tube, *, altitude: float = 42, usual_height: float = 760, table: bool = False
) -> Mounted:
    """This function will draw a tube on a single-arm GoTo mount, on a tripod or on short feet."""
    span = tube.span
    size = clamp(0.55 + span.radius / 200, 0.7, 1.25)
    rise = 92 * size + span.radius + 110 * size
    up = rise + span.front * sind(altitude) + span.radius * 1.2
    height = 46 * size if table else legs_that_fit(up, usual_height)
    placed = pen.place(tube.marks, 0, 0, -altitude, mirror=True)
    marks = arm_mount(pen, height, rise, size, placed, table=table)
    return Mounted(marks, Axis(0, -height - rise, altitude, span))


def lying(pen: Pen, tube: Tube, *, e: float = FLATTENING, foot: Callable[[Pen, Span], str]) -> Mounted:
    """This function will lay a bare tube on its dovetail bar, level, with the sky to the left."""
    span = tube.span
    drop = span.radius * 1.13 + 56
    carried = tube.marks + tube_rings(pen, span, _ring_places(span, span.length * 0.2), e) + foot(pen, span)
    return Mounted(pen.place(carried, 0, -drop, mirror=True), Axis(0, -drop, 0, span))
