"""Telescope tubes in their own frame: the axis is x, the sky is at +x, the finder is at -y."""

import math
from dataclasses import dataclass

from shop.demo.drawings.engraving.pen import (
    BLACK,
    DETAIL_BLACK,
    DETAIL_PAPER,
    DETAIL_SHADE,
    DETAIL_TINT,
    EDGE,
    GLINT,
    HATCH,
    MIDDLE,
    PAPER,
    SHADE,
    TINT,
    Pen,
    Span,
)

FLATTENING = 0.2
REFRACTOR_FLATTENING = 0.17


@dataclass(frozen=True)
class Tube:
    """A drawn tube and where it lies; x = 0 is the point that its mount holds."""

    marks: str
    span: Span


def clamp(value: float, low: float, high: float) -> float:
    """This function will keep a value within bounds."""
    return max(low, min(high, value))


def small_eyepiece(pen: Pen) -> str:
    """This function will draw an eyepiece in a holder, standing up along +x."""
    return (
        pen.cylinder(0, 20, 22, 20, 0.14, angles=(35, 55, 72))
        + pen.ring(22, 58, 29, 0.14, BLACK, shaded=False)
        + pen.cylinder(58, 25, 76, 22, 0.14, TINT, angles=(40, 60, 76))
        + pen.ellipse(76, 0, 3.4, 22, DETAIL_BLACK)
    )


def newtonian_length(focal_length: float, tube_length: float = 0) -> float:
    """This function will return the length of a Newtonian tube: as given, or from the focal length."""
    return tube_length or focal_length * 0.967


def newtonian_tube(
    pen: Pen, aperture: float, focal_length: float, tube_length: float = 0, *, balance: float = 0.4
) -> Tube:
    """This function will draw a Newtonian tube; `balance` is the part of it behind the mount."""
    radius, length = aperture * 0.58, newtonian_length(focal_length, tube_length)
    span = Span(-length * balance, length * (1 - balance), radius)
    size = clamp(aperture / 130, 0.55, 1)
    body = pen.cylinder(span.back, radius, span.front, radius, FLATTENING)
    marks = (
        _newtonian_finder(pen, span.front - length * 0.335, radius, size)
        + body
        + pen.ring(span.back - 6, span.back + 34, radius * 1.035, FLATTENING, SHADE)
        + pen.ring(span.front - 34, span.front, radius * 1.035, FLATTENING, SHADE)
        + _newtonian_mouth(pen, span.front, radius * 1.035)
        + _collimation_bolts(pen, span)
        + _newtonian_focuser(pen, span.front - length * 0.105, radius, size)
    )
    return Tube(marks, span)


def _newtonian_mouth(pen: Pen, x: float, radius: float) -> str:
    e = FLATTENING
    vanes = pen.path(
        GLINT, "M", x, -radius * 0.92, "V", radius * 0.92, "M", x - e * radius * 0.9, 0,
        "H", x + e * radius * 0.9,
    )  # fmt: skip
    return (
        pen.ellipse(x, 0, e * radius, radius, SHADE)
        + pen.ellipse(x, 0, e * radius * 0.9, radius * 0.92, DETAIL_BLACK)
        + pen.ellipse(x - e * radius * 0.16, radius * 0.03, e * radius * 0.52, radius * 0.6, DETAIL_SHADE)
        + pen.ellipse(x - e * radius * 0.16, radius * 0.03, e * radius * 0.44, radius * 0.52, DETAIL_BLACK)
        + vanes
        + pen.ellipse(x, 0, e * radius * 0.3, radius * 0.26, DETAIL_PAPER)
    )


def _collimation_bolts(pen: Pen, span: Span) -> str:
    marks = ""
    for y in (-0.62, 0, 0.62):
        x = span.back - 6 - FLATTENING * span.radius * math.sqrt(1 - y * y)
        marks += pen.box(x - 16, y * span.radius - 9, 16, 18, TINT, pen.units(2))
    return marks


def _newtonian_finder(pen: Pen, x: float, radius: float, size: float) -> str:
    tall = -radius - 40 * size
    foot = -radius + pen.units(3)
    k = size
    bracket = pen.path(
        SHADE,
        "M", x - 52 * k, foot, "L", x - 40 * k, -radius - 16 * k, "L", x - 16 * k, -radius - 20 * k,
        "L", x - 16 * k, tall, "L", x + 12 * k, tall, "L", x + 12 * k, -radius - 20 * k,
        "L", x + 34 * k, -radius - 16 * k, "L", x + 46 * k, foot, "Z",
    )  # fmt: skip
    return bracket + pen.place(straight_finder(pen, 176 * size, 25.2 * size), x, tall)


def straight_finder(pen: Pen, length: float, radius: float) -> str:
    """This function will draw a straight finder telescope around the origin."""
    e = FLATTENING
    thin = radius * 0.66
    return (
        pen.cylinder(-length * 0.55, thin, length * 0.05, thin, e)
        + pen.cylinder(length * 0.05, thin, length * 0.16, radius, e, angles=EDGE)
        + pen.cylinder(length * 0.16, radius, length * 0.62, radius, e, mouth=DETAIL_SHADE)
        + pen.ring(-length * 0.62, -length * 0.5, radius * 0.8, e, BLACK, shaded=False)
        + pen.ring(-length * 0.12, -length * 0.06, radius * 0.95, e)
        + pen.ring(0, length * 0.05, radius * 1.05, e)
    )


def _newtonian_focuser(pen: Pen, x: float, radius: float, size: float) -> str:
    k = size
    foot = pen.path(
        SHADE, "M", x - 46 * k, -radius * 0.98, "L", x - 38 * k, -radius - 22 * k,
        "H", x + 38 * k, "L", x + 46 * k, -radius * 0.98, "Z",
    )  # fmt: skip
    drawtube = pen.cylinder(0, 34 * k, 46 * k, 34 * k, 0.14, angles=MIDDLE)
    drawtube += pen.ring(40 * k, 58 * k, 38 * k, 0.14, SHADE) + pen.knurl(40 * k, 58 * k, 38 * k, 0.14, 14)
    drawtube += pen.cylinder(58 * k, 25 * k, 84 * k, 25 * k, 0.14, angles=(30, 45, 58, 69, 78))
    drawtube += pen.ring(84 * k, 112 * k, 34 * k, 0.14, BLACK, shaded=False)
    drawtube += pen.cylinder(112 * k, 30 * k, 128 * k, 27 * k, 0.14, TINT, angles=(40, 55, 67, 77))
    drawtube += pen.ellipse(128 * k, 0, 4 * k, 27 * k, DETAIL_BLACK)
    knob = pen.knob(x, -radius - 42 * k, 21 * k)
    return foot + pen.place(drawtube, x, -radius - 20 * k, -90) + knob


def truss_tube(pen: Pen, aperture: float, focal_length: float, tube_length: float = 0) -> Tube:
    """This function will draw an open tube: a mirror box, poles and an upper cage."""
    radius, e = aperture * 0.60, FLATTENING
    length = tube_length or focal_length * 0.95
    box, cage = max(aperture * 0.95, length * 0.24), aperture * 0.52
    span = Span(-box * 0.62, length - box * 0.62, radius)
    low, high = span.back + box, span.front - cage
    collar = max(20.0, aperture * 0.09)
    marks = pen.cylinder(span.back, radius, low, radius, e)
    marks += pen.ring(span.back - 6, span.back + 30, radius * 1.035, e, SHADE)
    marks += pen.ring(low - collar, low + 4, radius * 1.04, e, SHADE)
    marks += pen.ellipse(low + 4, 0, e * radius * 1.04, radius * 1.04, SHADE)
    marks += pen.ellipse(low + 4, 0, e * radius * 0.92, radius * 0.94, DETAIL_BLACK)
    marks += _poles(pen, low, high, radius)
    marks += pen.cylinder(high, radius, span.front, radius, e, TINT)
    marks += pen.ring(high - 4, high + collar, radius * 1.04, e, SHADE)
    marks += pen.ring(span.front - 26, span.front, radius * 1.04, e, SHADE)
    marks += _newtonian_mouth(pen, span.front, radius * 1.04)
    for x in (low - 30, high - 4):
        marks += "".join(pen.box(x, y * radius - 14, 34, 28, BLACK, 5) for y in (-0.9, 0.88))
    marks += _collimation_bolts(pen, span) + _newtonian_focuser(pen, high + cage * 0.5, radius, 1)
    return Tube(marks, span)


def _poles(pen: Pen, low: float, high: float, radius: float) -> str:
    """Draws the poles of an open tube: two far ones, then the near zigzag."""
    marks = ""
    for y0, y1 in ((-0.5, 0.1), (0.6, 0.1)):
        marks += pen.rod(low, y0 * radius, high, y1 * radius, 16, TINT)
    for y0, y1 in ((-0.92, -0.92), (-0.86, 0.5), (0.86, -0.5), (0.92, 0.92)):
        marks += pen.rod(low - 20, y0 * radius, high + 16, y1 * radius, 20)
    return marks


def refractor_tube(
    pen: Pen,
    aperture: float,
    focal_length: float,
    tube_length: float = 0,
    *,
    solar: bool = False,
    finder: bool = True,
) -> Tube:
    """This function will draw a refractor with its dew shield, focuser, star diagonal and finder.

    The length of its tube runs from the rim of the dew shield to the end of the focuser body.
    """
    radius, shield = aperture * 0.55, aperture * 0.71
    size = clamp(aperture / 70, 0.72, 1)
    shield_length = max(aperture * 2.0, focal_length * 0.16) * (0.75 if solar else 1)
    length = focal_length * 0.80
    if tube_length:
        shield_length = min(shield_length, tube_length * 0.45)
        length = max(tube_length * 0.4, tube_length - 0.75 * shield_length - 95 * size)
    back, shoulder = -length * 0.46, length * 0.54
    front = shoulder + shield_length * 0.75
    start = shoulder - shield_length * 0.25
    e = REFRACTOR_FLATTENING
    marks = _refractor_finder(pen, back + length * 0.63, radius, size) if finder else ""
    marks += _sun_finder(pen, back + length * 0.3, radius) if solar else ""
    marks += _refractor_back(pen, back, radius, size)
    marks += pen.cylinder(back, radius, shoulder - shield_length * 0.2, radius, e)
    marks += pen.ring(start - 16, start - 4, radius * 1.14, e)
    marks += pen.cylinder(start, shield, front, shield, e, TINT if solar else PAPER)
    marks += pen.ring(start, start + shield_length * 0.08, shield * 1.02, e, SHADE)
    if solar:
        tuner = shoulder - shield_length * 0.2
        marks += pen.ring(tuner - 46, tuner - 8, shield * 1.06, e, BLACK, shaded=False)
        marks += pen.knurl(tuner - 46, tuner - 8, shield * 1.06, e, 22, GLINT)
    marks += pen.ring(front - shield_length * 0.1, front, shield * 1.03, e, SHADE)
    marks += _refractor_lens(pen, front, shield)
    return Tube(marks, Span(back - 95 * size, front, radius))


def _refractor_lens(pen: Pen, x: float, shield: float) -> str:
    e = REFRACTOR_FLATTENING
    gleam = pen.path(
        HATCH, "M", x - e * shield * 0.3, -shield * 0.45,
        "A", e * shield * 0.6, shield * 0.64, "0 0 0", x - e * shield * 0.62, shield * 0.1,
    )  # fmt: skip
    return (
        pen.ellipse(x, 0, e * shield * 1.03, shield * 1.03, SHADE)
        + pen.ellipse(x, 0, e * shield * 0.9, shield * 0.9, DETAIL_BLACK)
        + pen.ellipse(x - e * shield * 0.12, 0, e * shield * 0.66, shield * 0.7, DETAIL_TINT)
        + gleam
    )


def _refractor_back(pen: Pen, x: float, radius: float, size: float) -> str:
    """Draws the focuser with drawtube, star diagonal and eyepiece behind the tube."""
    e = REFRACTOR_FLATTENING
    k = size
    body, length = max(radius * 0.82, 27 * k), 95 * k
    end = x - length - 95 * k
    marks = pen.cylinder(end, 25 * k, x - length + pen.units(4), 25 * k, e, angles=(25, 40, 52, 63, 72, 80))
    marks += "".join(pen.band(x - length + (13 * i - 80) * k, 25 * k, e, HATCH) for i in range(6))
    marks += star_diagonal(pen, end, k)
    marks += pen.cylinder(x - length, body, x, radius * 0.98, e, TINT)
    marks += pen.ring(x - length - 4 * k, x - length + 12 * k, body * 1.08, e, SHADE)
    return marks + pen.knob(x - length * 0.45, body * 0.72, 27 * k, SHADE)


def star_diagonal(pen: Pen, x: float, size: float = 1) -> str:
    """This function will draw a star diagonal with an eyepiece behind the point x on the axis."""
    k = size
    edge = pen.units(2)
    prism = pen.path(
        SHADE, "M", x + edge, -28 * k, "L", x - 46 * k, -28 * k, "L", x - 58 * k, -16 * k,
        "L", x - 10 * k, 32 * k, "L", x + edge, 28 * k, "Z",
    )  # fmt: skip
    return (
        prism
        + pen.line(x - 44 * k, -8 * k, x - 8 * k, 27 * k, HATCH)
        + pen.ring(x - 6 * k, x + 6 * k, 30 * k, REFRACTOR_FLATTENING)
        + pen.place(small_eyepiece(Pen(pen.scale * k)), x - 26 * k, -27 * k, -90)
    )


def _refractor_finder(pen: Pen, x: float, radius: float, size: float) -> str:
    k = size
    tall, foot = -radius - 44 * k, -radius + pen.units(3)
    post = pen.path(
        TINT, "M", x - 14 * k, foot, "L", x - 14 * k, tall + 8 * k, "H", x + 16 * k, "V", foot, "Z"
    )
    return post + pen.place(straight_finder(pen, 150 * k, 19 * k), x, tall)


def _sun_finder(pen: Pen, x: float, radius: float) -> str:
    return (
        pen.box(x - 34, -radius - 14, 68, 16, SHADE, 2)
        + pen.box(x - 30, -radius - 44, 10, 32, TINT, 2)
        + pen.box(x + 20, -radius - 44, 10, 32, TINT, 2)
        + pen.circle(x + 25, -radius - 34, 3, DETAIL_BLACK)
    )


def catadioptric_length(
    aperture: float, focal_length: float, tube_length: float = 0, *, maksutov: bool
) -> float:
    """This function will return the length of a folded tube: as given, or from its focal ratio."""
    if tube_length:
        return tube_length
    ratio = clamp(focal_length / aperture, 4, 16)
    return aperture * (1.02 + 0.105 * ratio if maksutov else 1.05 + 0.045 * ratio)


def catadioptric_tube(
    pen: Pen, aperture: float, focal_length: float, tube_length: float = 0, *, maksutov: bool
) -> Tube:
    """This function will draw a Schmidt- or Maksutov-Cassegrain tube with diagonal and red dot finder."""
    e = FLATTENING
    radius = aperture * 0.58
    length = catadioptric_length(aperture, focal_length, tube_length, maksutov=maksutov)
    span = Span(-length / 2, length / 2, radius)
    k = clamp(aperture / 120, 0.72, 1)
    marks = _cassegrain_back(pen, span, k)
    marks += pen.cylinder(span.back, radius, span.front, radius, e)
    marks += pen.ring(span.back - pen.units(2), span.back + 22, radius * 1.04, e, SHADE)
    marks += pen.ring(span.front - 30, span.front, radius * 1.05, e, SHADE)
    marks += _corrector(pen, span.front, radius * 1.05, spot=0.24 if maksutov else 0.34)
    marks += pen.place(red_dot(pen, k), span.back + length * 0.36, -radius - 4 * k)
    return Tube(marks, span)


def _cassegrain_back(pen: Pen, span: Span, size: float) -> str:
    k, x = size, span.back
    visual = pen.place(small_eyepiece(Pen(pen.scale * k)), x - 78 * k, -20 * k, -90)
    elbow = pen.path(
        SHADE, "M", x - 34 * k, -22 * k, "H", x - 92 * k, "L", x - 104 * k, -10 * k,
        "L", x - 62 * k, 26 * k, "L", x - 34 * k, 22 * k, "Z",
    )  # fmt: skip
    return (
        visual + elbow + pen.cylinder(x - 34 * k, span.radius * 0.62, x, span.radius * 0.9, FLATTENING, TINT)
    )


def _corrector(pen: Pen, x: float, radius: float, spot: float) -> str:
    e = FLATTENING
    gleams = pen.path(
        HATCH,
        "M", x - e * radius * 0.5, -radius * 0.58,
        "A", e * radius * 0.76, radius * 0.78, "0 0 0", x - e * radius * 0.72, radius * 0.2,
        "M", x - e * radius * 0.36, -radius * 0.56,
        "A", e * radius * 0.6, radius * 0.66, "0 0 0", x - e * radius * 0.55, 0,
    )  # fmt: skip
    return (
        pen.ellipse(x, 0, e * radius, radius, SHADE)
        + pen.ellipse(x, 0, e * radius * 0.9, radius * 0.9, DETAIL_TINT)
        + pen.ellipse(x, 0, e * radius * spot, radius * spot, BLACK)
        + gleams
    )


def red_dot(pen: Pen, size: float = 1) -> str:
    """This function will draw a red dot finder whose foot lies on y = 0."""
    k = size
    window = pen.path(
        PAPER, "M", 8 * k, -14 * k, "v", -30 * k, "a", 14 * k, 14 * k, "0 0 1", 18 * k, -4 * k, "v", 34 * k
    )
    return (
        pen.box(-46 * k, -14 * k, 70 * k, 18 * k, SHADE, 3)
        + pen.box(-40 * k, -40 * k, 16 * k, 28 * k, TINT, 3)
        + window
    )


def ritchey_tube(pen: Pen, aperture: float, focal_length: float, tube_length: float = 0) -> Tube:
    """This function will draw a Ritchey-Chretien: baffled tube, spider and focuser, no corrector plate."""
    e = FLATTENING
    radius = aperture * 0.60
    length = tube_length or aperture * (1.35 + 0.055 * clamp(focal_length / aperture, 5, 10))
    span = Span(-length / 2, length / 2, radius)
    marks = pen.cylinder(span.back - 118, 44, span.back - 40, 44, e, angles=MIDDLE)
    marks += pen.ring(span.back - 62, span.back - 40, 52, e, SHADE) + pen.knob(span.back - 86, 30, 24, SHADE)
    marks += pen.ring(span.back - 128, span.back - 112, 40, e, BLACK, shaded=False)
    marks += pen.cylinder(span.back - 42, radius * 0.7, span.back, radius * 0.98, e, TINT)
    marks += pen.cylinder(span.back, radius, span.front, radius, e)
    for part in (0.0, 0.46, 0.94):
        x = span.back + length * part
        marks += pen.ring(x, x + length * 0.06, radius * 1.035, e, SHADE)
    return Tube(marks + _newtonian_mouth(pen, span.front, radius * 1.035), span)
