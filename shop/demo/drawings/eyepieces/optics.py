"""Optics that go between telescope and eye: Barlow lenses, diagonals, filters, reducers, collimators,
focusers."""

from typing import Annotated, Literal

from shop.demo.drawings.engraving.pen import (
    BLACK,
    DETAIL,
    DETAIL_BLACK,
    DETAIL_PAPER,
    DETAIL_SHADE,
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
    sind,
)
from shop.demo.drawings.engraving.registry import Between, goods, whole_plate
from shop.demo.drawings.engraving.sheet import Sheet, lay
from shop.demo.drawings.eyepieces.eyepiece import BARREL_RADIUS, EYEPIECES, Barrel, E, caption_on

FILTERS = Sheet(scale=6.2, bar=25, stand="centre")
CAPS = Sheet(scale=1.7, bar=50, stand="centre")
LARGEST_CELL = 80.0
REDUCERS = Sheet(scale=3.6, bar=50, stand="base")
FOCUSERS = Sheet(scale=2.5, bar=50, stand="base")
LABELS = {
    "uhc": "UHC", "oiii": "O III", "moon": "MOON", "solar": "SOLAR", "ircut": "UV IR CUT", "colour": "COLOUR",
    "narrowband": "NARROW BAND",
}  # fmt: skip

FilterKind = Literal["uhc", "oiii", "moon", "solar", "ircut", "colour", "narrowband"]


def holder(pen: Pen, x: float, radius: float, length: float) -> str:
    """This function will draw an eyepiece holder along x with its thumb screw and open end."""
    outer = radius + 3.6
    marks = pen.cylinder(x, outer, x + length, outer, E, TINT)
    marks += pen.ring(x + length * 0.55, x + length * 0.8, outer * 1.04, E, SHADE)
    marks += pen.ellipse(x + length, 0, E * outer, outer, PAPER)
    marks += pen.ellipse(x + length, 0, E * radius, radius, DETAIL_BLACK)
    return marks


def thumb_screw(pen: Pen, size: float = 1) -> str:
    """This function will draw a thumb screw along +x from the origin."""
    k = size
    marks = pen.cylinder(0, 2.2 * k, 7 * k, 2.2 * k, E, angles=())
    marks += pen.cylinder(6 * k, 5.4 * k, 14 * k, 5.4 * k, 0.24, BLACK, angles=())
    return marks + pen.knurl(6 * k, 14 * k, 5.4 * k, 0.24, 9, GLINT)


@goods(EYEPIECES)
def barlow(pen: Pen, factor: Annotated[float, Between(1.3, 5)] = 2, barrel: Barrel = "1.25") -> str:
    """This function will draw a Barlow lens, longer the more it magnifies."""
    r = BARREL_RADIUS[barrel]
    nose, long = (38.0, 52.0) if barrel == "2" else (30.0, 34.0)
    body = long + 11 * factor
    marks = pen.cylinder(0, r, nose, r, E) + pen.ring(nose * 0.5, nose * 0.7, r * 0.93, E)
    marks += pen.band(1.6, r, E, HATCH) + pen.band(3.0, r, E, HATCH)
    outer = r + 3.6
    marks += pen.cylinder(nose, r * 1.02, nose + 3, outer, E, TINT, angles=LOWER)
    marks += pen.cylinder(nose + 3, outer, nose + body, outer, E)
    marks += pen.ring(nose + 8, nose + 10, outer * 1.01, E, SHADE, shaded=False)
    top = nose + body
    marks += pen.ring(top - 22, top - 3, outer * 1.05, E, TINT)
    marks += pen.knurl(top - 22, top - 3, outer * 1.05, E, 30)
    marks += pen.ellipse(top, 0, E * outer, outer, SHADE) + pen.ellipse(top, 0, E * r, r, DETAIL_BLACK)
    marks += pen.ellipse(top - 1.5, 0, E * r * 0.62, r * 0.62, DETAIL_TINT)
    standing = pen.place(marks, 0, 0, -90)
    screw = pen.place(thumb_screw(pen), outer * 0.98, -top + 13)
    return screw + standing + caption_on(pen, nose + 12 + (body - 34) * 0.42, outer, f"{factor:g}×", 30)


@goods(EYEPIECES)
def diagonal(
    pen: Pen, barrel: Barrel = "1.25", kind: Literal["mirror", "prism", "erecting"] = "mirror"
) -> str:
    """This function will draw a star diagonal, or an erecting prism that bends the light by 45 degrees."""
    r = BARREL_RADIUS[barrel]
    nose = 36.0 if barrel == "2" else 30.0
    half = r + 7
    front = pen.cylinder(0, r, nose, r, E) + pen.ring(nose * 0.5, nose * 0.7, r * 0.93, E)
    front += pen.band(1.6, r, E, HATCH)
    bend = 45 if kind == "erecting" else 90
    socket = holder(pen, half, r, 30 if barrel == "1.25" else 36)
    screw = pen.place(thumb_screw(pen, 1.1), half + 20, r + 3, 90)
    upper = pen.place(screw + socket, 0, 0, -bend)
    body = _erecting_body(pen, half) if kind == "erecting" else _square_body(pen, half, prism=kind == "prism")
    return pen.place(front, -half - nose, 0) + upper + body


def _square_body(pen: Pen, half: float, *, prism: bool) -> str:
    """Draws a housing that turns the light from -x to -y, with the mirror or prism at its back."""
    h, cut = half, half * 0.75
    shell = pen.path(TINT, "M", -h, -h, "H", h, "V", -h + cut * 0.4, "L", -h + cut * 0.4, h, "H", -h, "Z")
    lid = pen.path(
        SHADE, "M", h, -h + cut * 0.4, "L", h + 5, -h + cut * 0.4 + 5, "L", -h + cut * 0.4 + 5, h + 5,
        "L", -h + cut * 0.4, h, "Z",
    )  # fmt: skip
    frame = pen.path(DETAIL, "M", -h + 5, -h + 5, "H", h - 9, "L", -h + 5, h - 9, "Z")
    if prism:
        frame = pen.path(DETAIL_PAPER, "M", -h + 6, -h + 6, "H", h - 12, "L", -h + 6, h - 12, "Z")
        frame += pen.lines(
            HATCH,
            [
                (-h + 12 + i * 3.2, h - 22 - i * 3.2 - 6, -h + 14 + i * 3.2, -h + 16 + i)
                for i in range(int(h / 4))
            ],
        )
    strokes = [(-h + 8 + i * 3, h - 6, -h + 8 + i * 3, h - 12 - i * 2.2) for i in range(4)]
    return (
        shell
        + lid
        + frame
        + pen.lines(HATCH, strokes if not prism else [])
        + pen.screw(-h + 8, -h + 8, 2.2)
        + pen.screw(h - 10, -h + 8, 2.2)
        + pen.screw(-h + 8, h - 9, 2.2)
    )


def _erecting_body(pen: Pen, half: float) -> str:
    h = half
    shell = pen.path(
        TINT, "M", -h, -h, "L", h * 0.05, -h, "L", h * 0.06, -h * 1.22, "L", h * 1.42, h * 0.14,
        "L", h * 1.1, h * 0.46, "Q", h * 0.62, h, 0, h, "H", -h, "Z",
    )  # fmt: skip
    roof = pen.path(
        DETAIL, "M", -h + 6, -h + 6, "H", h * 0.02, "L", h * 0.96, h * 0.24, "Q", h * 0.5, h - 6, 0, h - 6,
        "H", -h + 6, "Z",
    )  # fmt: skip
    strokes = [(-h + 10 + i * 3.4, h - 4, -h + 14 + i * 4, h - 10 - i) for i in range(7)]
    return (
        shell
        + roof
        + pen.lines(HATCH, strokes)
        + pen.screw(-h + 11, -h + 11, 2.2)
        + pen.screw(h * 0.3, h * 0.3, 2.2)
    )


@whole_plate(name="filter")
def glass_filter(
    pen: Pen, diameter: Annotated[float, Between(24, 300)] = 31.8, kind: FilterKind = "uhc"
) -> str:
    """This function will draw a filter in its threaded cell, or in a cap if it goes over a telescope."""
    sheet = CAPS if diameter > LARGEST_CELL else FILTERS
    own = Pen(pen.scale * sheet.scale)
    marks = _cap(own, diameter, kind) if diameter > LARGEST_CELL else _cell(own, diameter, kind)
    return lay(marks, sheet)


def _cell(pen: Pen, diameter: float, kind: str) -> str:
    e, r = 0.3, diameter / 2
    marks = pen.cylinder(0, r, 3.4, r, e, angles=MIDDLE)
    marks += "".join(pen.band(0.7 + k * 0.9, r, e, HATCH) for k in range(3))
    marks += pen.ring(3.4, 8.2, r * 1.08, e) + pen.knurl(3.4, 8.2, r * 1.08, e, 36)
    marks += pen.ring(8.2, 12.4, r * 1.08, e, PAPER, shaded=False)
    marks += pen.ellipse(12.4, 0, e * r * 1.08, r * 1.08, SHADE) + _glass(pen, 12.4, r * 0.86, e, kind)
    return pen.place(marks, turn=-90) + caption_on(pen, 10.3, r * 1.08, LABELS[kind], 3.6 * pen.scale, e=e)


def _cap(pen: Pen, diameter: float, kind: str) -> str:
    """Draws a cap for the front of a telescope, with three screws that hold it."""
    e, r, tall = 0.3, diameter / 2, 36.0
    marks = pen.cylinder(0, r, tall, r, e) + pen.ring(0, 8, r * 1.02, e, SHADE)
    marks += pen.ellipse(tall, 0, e * r, r, TINT) + _glass(pen, tall, r * 0.86, e, kind)
    marks = pen.place(marks, turn=-90)
    for side in (-1, 1):
        screw = pen.place(thumb_screw(pen, 1.5), side * r * 0.99, -18, 0, mirror=side < 0)
        marks = screw + marks
    return marks + caption_on(pen, 20, r, LABELS[kind], 15 * pen.scale, e=e)


def _glass(pen: Pen, x: float, r: float, e: float, kind: str) -> str:
    tone = {
        "uhc": DETAIL_TINT, "oiii": DETAIL_SHADE, "moon": DETAIL_PAPER, "solar": DETAIL_BLACK,
        "ircut": DETAIL_PAPER,
        "colour": DETAIL_SHADE, "narrowband": DETAIL_SHADE,
    }[kind]  # fmt: skip
    marks = pen.ellipse(x, 0, e * r, r, tone)
    gleam = GLINT if kind == "solar" else HATCH
    for size in (0.80, 0.62):
        marks += pen.path(
            gleam, "M", x, -r * size, "A", e * r * size, r * size, "0 0 0", x - e * r * size * 0.95, r * 0.1
        )
    if kind in ("moon", "solar"):
        spots = range(-60, 61, 9 if kind == "moon" else 14)
        marks += pen.lines(
            gleam,
            [
                (
                    x - e * r * 0.5 * abs(sind(90 - a)),
                    r * sind(a),
                    x + e * r * 0.78 * abs(sind(90 - a)),
                    r * sind(a),
                )
                for a in spots
            ],
        )
    if kind in ("oiii", "narrowband"):
        marks += pen.ellipse(x, 0, e * r * 0.5, r * 0.5, HATCH)
    return marks


@goods(REDUCERS)
def reducer(
    pen: Pen,
    diameter: Annotated[float, Between(30, 110)] = 62,
    length: Annotated[float, Between(8, 120)] = 46,
) -> str:
    """This function will draw a focal reducer: a threaded barrel with its front lens."""
    return pen.place(threaded_lens(pen, diameter, length), 0, 0, -90)


def threaded_lens(pen: Pen, diameter: float, length: float) -> str:
    """This function will draw a lens barrel along x with threads at both ends."""
    e, r = 0.3, diameter / 2
    thread = min(6.0, length * 0.14)
    marks = pen.cylinder(0, r * 0.84, thread, r * 0.84, e, angles=MIDDLE)
    marks += "".join(pen.band(thread * part, r * 0.84, e, HATCH) for part in (0.2, 0.45, 0.7))
    marks += pen.cylinder(thread, r, length - thread * 0.6, r, e)
    marks += pen.ring(length * 0.30, length * 0.58, r * 1.03, e, BLACK, shaded=False)
    marks += pen.knurl(length * 0.30, length * 0.58, r * 1.03, e, 34, GLINT)
    marks += pen.ring(length * 0.70, length * 0.74, r * 1.01, e, SHADE, shaded=False)
    x = length - thread * 0.6
    marks += pen.ellipse(x, 0, e * r, r, TINT) + pen.cylinder(x, r * 0.9, length, r * 0.9, e, angles=LOWER)
    marks += pen.ellipse(length, 0, e * r * 0.9, r * 0.9, SHADE)
    marks += pen.ellipse(length, 0, e * r * 0.76, r * 0.76, DETAIL_BLACK)
    marks += pen.ellipse(length - 1, 0, e * r * 0.66, r * 0.66, DETAIL_TINT)
    return (
        marks
        + pen.path(HATCH, "M", length - 1, -r * 0.5, "A", e * r * 0.5, r * 0.5, "0 0 0",
            length - 1 - e * r * 0.48, r * 0.08)
    )  # fmt: skip


@goods(EYEPIECES)
def collimator(pen: Pen) -> str:
    """This function will draw a laser collimator with its target at 45 degrees and a red spot of light."""
    r = 15.9
    marks = pen.cylinder(0, r, 34, r, E) + pen.ring(14, 20, r * 0.93, E) + pen.band(2, r, E, HATCH)
    marks += pen.cylinder(34, r * 1.02, 37, 21, E, TINT, angles=LOWER) + pen.cylinder(37, 21, 96, 21, E)
    marks += pen.ring(84, 104, 22, E, BLACK, shaded=False) + pen.knurl(84, 104, 22, E, 26, GLINT)
    marks += pen.ellipse(104, 0, E * 22, 22, SHADE) + pen.ellipse(104, 0, E * 11, 11, DETAIL_PAPER)
    standing = pen.place(marks, 0, 0, -90)
    window = pen.ellipse(-2, -58, 12, 14, SHADE) + pen.ellipse(-2, -58, 9.6, 11.4, DETAIL_PAPER)
    window += pen.lines(HATCH, [(-11.6, -58, 7.6, -58), (-2, -69.4, -2, -46.6)])
    window += pen.ellipse(-2, -58, 5, 6, HATCH)
    spot = pen.circle(-2, -58, 1.1, "r")
    return standing + window + spot + pen.line(0, 0, 0, 8, "r")


@goods(FOCUSERS)
def focuser(pen: Pen, barrel: Barrel = "2") -> str:
    """This function will draw a two-speed focuser, standing on its base plate, with the drawtube up."""
    r = BARREL_RADIUS[barrel] + 4
    k = r / 29.4
    base = pen.path(
        SHADE, "M", -74 * k, 0, "Q", 0, -16 * k, 74 * k, 0, "L", 66 * k, -22 * k,
        "Q", 0, -36 * k, -66 * k, -22 * k, "Z",
    )  # fmt: skip
    foot = pen.place(
        pen.cylinder(20 * k, 50 * k, 34 * k, 44 * k, E, TINT)
        + pen.cylinder(34 * k, 42 * k, 78 * k, 42 * k, E),
        0,
        0,
        -90,
    )
    tube = pen.cylinder(70 * k, r, 128 * k, r, E) + pen.ring(108 * k, 130 * k, r * 1.2, E)
    tube += pen.knurl(110 * k, 128 * k, r * 1.2, E, 30)
    tube += pen.ellipse(130 * k, 0, E * r * 1.2, r * 1.2, PAPER)
    tube += pen.ellipse(130 * k, 0, E * r * 0.88, r * 0.88, DETAIL_BLACK)
    marks = ""
    for side in (-1, 1):
        marks += pen.place(_focus_knob(pen, k, fine=side > 0), side * 40 * k, -50 * k, 0, mirror=side < 0)
    marks += pen.place(thumb_screw(pen, 1.2), r * 1.18, -120 * k)
    housing = pen.box(-46 * k, -66 * k, 92 * k, 32 * k, TINT, 5)
    housing += pen.lines(
        HATCH, [((20 + i * 3.6) * k, -36 * k, (20 + i * 3.6) * k, (-60 + i) * k) for i in range(7)]
    )
    housing += pen.screw(-34 * k, -50 * k, 3) + pen.screw(0, -50 * k, 4.4) + pen.screw(12 * k, -42 * k, 3)
    return pen.place(tube, 0, 0, -90) + base + foot + marks + housing


def _focus_knob(pen: Pen, k: float, *, fine: bool) -> str:
    shaft = pen.cylinder(0, 5 * k, 16 * k, 5 * k, E, angles=EDGE)
    wheel = pen.cylinder(12 * k, 21 * k, 30 * k, 21 * k, 0.22, BLACK, angles=())
    wheel += pen.knurl(12 * k, 30 * k, 21 * k, 0.22, 18, GLINT)
    wheel += pen.ellipse(30 * k, 0, 4.6 * k, 21 * k, SHADE)
    if fine:
        wheel += pen.cylinder(31 * k, 11 * k, 44 * k, 11 * k, 0.22, TINT)
        wheel += pen.ellipse(44 * k, 0, 2.4 * k, 11 * k, PAPER)
    return shaft + wheel
