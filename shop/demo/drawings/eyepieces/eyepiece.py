"""Eyepieces, from outside and cut open. They are drawn lying along x with the eye end at +x, then stood
up."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Literal

from shop.demo.drawings.engraving.lettering import lettering, text_width, wrapped_lettering
from shop.demo.drawings.engraving.pen import (
    BLACK,
    BOLD,
    DETAIL_BLACK,
    DETAIL_TINT,
    GLINT,
    HATCH,
    LOWER,
    PAPER,
    RAY,
    SHADE,
    TINT,
    Pen,
    cosd,
    sind,
)
from shop.demo.drawings.engraving.registry import Between, goods, whole_plate
from shop.demo.drawings.engraving.sheet import Sheet, scale_bar

EYEPIECES = Sheet(scale=3.4, bar=50, stand="base")
E = 0.16
BARREL_RADIUS = {"1.25": 15.9, "2": 25.4}

FocalLength = Annotated[float, Between(2, 60)]
Barrel = Literal["1.25", "2"]
Field = Annotated[float, Between(30, 120)]
Diameter = Annotated[float, Between(26, 100)]
Height = Annotated[float, Between(40, 150)]


@dataclass(frozen=True)
class Profile:
    """The measures of an eyepiece along its axis, in millimetres from the end of the barrel."""

    barrel: float  # radius of the barrel
    body: float  # radius of the body
    eye: float  # radius of the eyecup
    shoulder: float  # where the body begins
    collar: float  # where the body ends
    top: float
    lens: float  # radius of the eye lens


def profile(barrel: str, apparent_field: float, diameter: float, height: float) -> Profile:
    """This function will lay out an eyepiece from its outer measures and its apparent field in degrees."""
    radius = BARREL_RADIUS[barrel]
    body = max(diameter / 2, radius * 0.94)
    shoulder = min(38.0 if barrel == "2" else 29.0, height * 0.40)
    eyecup = min(15.0, height * 0.19)
    wide = min(1.0, max(0.0, (apparent_field - 40) / 60))
    eye = body * (0.84 + 0.08 * wide)
    return Profile(radius, body, eye, shoulder, height - eyecup, height, eye * (0.42 + 0.36 * wide))


def caption_on(
    pen: Pen, axial: float, radius: float, text: str, size: float, *, e: float = E, tone: str = "L"
) -> str:
    """This function will letter the front of a standing cylinder at a height, no wider than it allows."""
    around = radius * pen.scale
    fitted = min(size, size * around * 1.5 / text_width(text, size, 600))
    return wrapped_lettering(
        (e * radius - axial) * pen.scale + fitted * 0.36, around, e, text, fitted, tone=tone
    )


def _barrel(pen: Pen, p: Profile) -> str:
    marks = pen.cylinder(0, p.barrel, p.shoulder, p.barrel, E)
    groove = p.shoulder * 0.45
    marks += pen.ring(groove, groove + p.shoulder * 0.2, p.barrel * 0.93, E)
    marks += pen.band(1.6, p.barrel, E, HATCH)
    return marks + pen.band(3.0, p.barrel, E, HATCH)


def _body(pen: Pen, p: Profile, *, wide: bool) -> str:
    """Draws the body: a cone, a smooth part for the lettering, a rubber grip, and the eyecup."""
    start, long = p.shoulder + 3, p.collar - p.shoulder
    neck = max(p.barrel * 1.02, p.body * 0.72)
    cone = long * (0.2 if wide else 0.06)
    marks = pen.cylinder(p.shoulder, p.barrel * 1.02, start, neck, E, TINT, angles=(40, 55, 68, 78, 84))
    marks += pen.cylinder(start, neck, start + cone, p.body, E, TINT) if wide else ""
    marks += pen.cylinder(start + (cone if wide else 0), p.body, p.collar, p.body, E)
    marks += pen.ring(start + cone + 1.5, start + cone + 3.5, p.body * 1.01, E, SHADE, shaded=False)
    low, high = p.shoulder + long * 0.56, p.shoulder + long * 0.86
    marks += pen.ring(low, high, p.body * 1.035, E, BLACK, shaded=False)
    angles = [-86 + 172 * i / 26 for i in range(27)]
    grip = p.body * 1.035
    return marks + pen.lines(
        GLINT,
        [
            (low - E * p.body * cosd(t), grip * sind(t), high - E * p.body * cosd(t), grip * sind(t))
            for t in angles
        ],
    )


def _eyecup(pen: Pen, p: Profile) -> str:
    rim, start = p.eye * 1.06, p.collar + (p.top - p.collar) * 0.27
    marks = pen.cylinder(p.collar, p.body * 0.95, start, p.eye, E, SHADE, angles=(45, 60, 72, 81))
    marks += pen.cylinder(start, p.eye * 0.96, p.top, rim, E, BLACK, angles=())
    marks += pen.glints(start, p.eye * 0.96, p.top, rim, E)
    marks += pen.ellipse(p.top, 0, E * rim, rim, SHADE)
    marks += pen.ellipse(p.top, 0, E * p.eye * 0.86, p.eye * 0.86, DETAIL_BLACK)
    return marks + eye_lens(pen, p.top - 1.5, p.lens)


def eye_lens(pen: Pen, x: float, radius: float) -> str:
    """This function will draw the last lens with its gleam."""
    gleam = pen.path(
        HATCH, "M", x, -radius * 0.74, "A", E * radius * 0.74, radius * 0.74, "0 0 0", x - E * radius * 0.7,
        radius * 0.08,
    )  # fmt: skip
    return pen.ellipse(x, 0, E * radius, radius, DETAIL_TINT) + gleam


def draw_eyepiece(
    pen: Pen, focal_length: float, barrel: str, apparent_field: float, diameter: float, height: float
) -> str:
    """This function will draw an eyepiece standing on its barrel at (0, 0)."""
    p = profile(barrel, apparent_field, diameter, height)
    wide = apparent_field >= 74
    marks = pen.place(_barrel(pen, p) + _body(pen, p, wide=wide) + _eyecup(pen, p), 0, 0, -90)
    long = p.collar - p.shoulder
    low = p.shoulder + 6.5 + long * (0.2 if wide else 0.06)
    room = p.shoulder + long * 0.56 - low
    unit = room * pen.scale
    if unit < 14:
        return marks
    name = f"{focal_length:g} mm"
    if unit < 34:
        return marks + caption_on(pen, low + room * 0.5, p.body, name, min(22.0, unit * 0.62))
    line = caption_on(pen, low + room * 0.68, p.body, name, min(24.0, unit * 0.44))
    return (
        marks
        + line
        + caption_on(pen, low + room * 0.24, p.body, f"{apparent_field:g}°", min(17.0, unit * 0.32))
    )


@goods(EYEPIECES)
def eyepiece(
    pen: Pen,
    focal_length: FocalLength = 25,
    barrel: Barrel = "1.25",
    apparent_field: Field = 52,
    diameter: Diameter = 40,
    height: Height = 78,
) -> str:
    """This function will draw an eyepiece from its outer measures."""
    return draw_eyepiece(pen, focal_length, barrel, apparent_field, diameter, height)


@goods(EYEPIECES)
def zoom_eyepiece(pen: Pen, diameter: Diameter = 54, height: Height = 102) -> str:
    """This function will draw a zoom eyepiece with its ring of focal lengths."""
    p = profile("1.25", 66, diameter, height)
    long = p.collar - p.shoulder
    low, high = p.shoulder + long * 0.12, p.shoulder + long * 0.36
    ring = pen.cylinder(p.shoulder, p.barrel * 1.02, p.shoulder + 3, p.body * 0.8, E, TINT, angles=LOWER)
    ring += pen.cylinder(p.shoulder + 3, p.body * 0.9, p.collar, p.body * 0.9, E)
    ring += pen.ring(low, high, p.body, E, SHADE)
    grip_low, grip_high = p.shoulder + long * 0.42, p.shoulder + long * 0.84
    ring += pen.ring(grip_low, grip_high, p.body * 1.02, E, BLACK, shaded=False)
    ring += pen.lines(
        GLINT,
        [
            (
                grip_low - E * p.body * cosd(t),
                p.body * 1.02 * sind(t),
                grip_high - E * p.body * cosd(t),
                p.body * 1.02 * sind(t),
            )
            for t in range(-84, 85, 7)
        ],
    )
    marks = pen.place(_barrel(pen, p) + ring + _eyecup(pen, p), 0, 0, -90)
    marks += pen.place(pen.path(BLACK, "M", -2.6, 0, "H", 2.6, "L", 0, 4.4, "Z"), 0, -high + E * p.body - 1.5)
    for text, angle in (("24", -48), ("20", -27), ("16", -4), ("12", 21), ("8", 45)):
        y = -(low + high) / 2 + E * p.body * cosd(angle) + 2.4
        marks += lettering(
            p.body * sind(angle) * pen.scale, y * pen.scale, text, 15, weight=600, anchor="middle"
        )
    return marks


@whole_plate()
def eyepiece_section(
    pen: Pen, focal_length: FocalLength = 25, diameter: Diameter = 40, height: Height = 78
) -> str:
    """This function will draw an eyepiece from outside and, beside it, cut open with the path of the
    light."""
    scale = min(4.7, 430 / (height + 24), 262 / diameter)
    own = Pen(pen.scale * scale)
    barrel = "2" if diameter > 58 else "1.25"
    left = own.place(draw_eyepiece(own, focal_length, barrel, 60, diameter, height), 182 / scale, 528 / scale)
    right = own.place(_cut_open(own, profile(barrel, 60, diameter, height)), 456 / scale, 528 / scale)
    return left + right + scale_bar(50, scale)


Points = tuple[tuple[float, float], ...]


def _cut_open(pen: Pen, p: Profile) -> str:
    wall, body_wall = 2.2, 4.4
    outside: Points = (
        (0, p.barrel), (p.shoulder, p.barrel), (p.shoulder, p.body), (p.collar, p.body),
        (p.collar, p.eye), (p.top - 4, p.eye * 1.02),
    )  # fmt: skip
    inside: Points = (
        (0, p.barrel - wall), (p.shoulder + 2, p.barrel - wall), (p.shoulder + 6, p.body - body_wall),
        (p.collar - 3, p.body - body_wall), (p.collar, p.eye - 3.4), (p.top - 4, p.eye - 3),
    )  # fmt: skip
    marks = _wall(pen, outside, inside, -1) + _wall(pen, outside, inside, 1)
    glass, lenses = min(p.body - body_wall - 0.2, p.lens * 1.7), _doublets(p)
    radius = max(glass, p.barrel * 0.7)
    for y, part, front, back, tone in lenses:
        marks += _lens(pen, y, radius * part, front, back, tone)
    stop = p.shoulder - 3
    lip = p.barrel - wall
    marks += pen.path(BOLD, "M", -lip, -stop, "h", 5, "M", lip, -stop, "h", -5)
    return marks + _section_rays(pen, p, stop, lenses)


def _wall(pen: Pen, outside: Points, inside: Points, side: int) -> str:
    """Draws one cut wall with hatching at 45 degrees, held inside the wall."""
    outline = [(side * r, -x) for x, r in outside] + [(side * r, -x) for x, r in reversed(inside)]
    strokes = []
    steps = int(outside[-1][0] / 2.6)
    for k in range(1, steps):
        x = k * 2.6
        low, high = _radius_at(inside, x), _radius_at(outside, x)
        rise = min((high - low) * 0.8, outside[-1][0] - x)
        high = min(high, _radius_at(outside, x + rise))
        if high - low > 0.8:
            strokes.append((side * (low + 0.3), -x, side * (high - 0.3), -x - rise))
    return pen.polyline(SHADE, outline, closed=True) + pen.lines(HATCH, strokes)


def _radius_at(points: Points, x: float) -> float:
    for (x0, r0), (x1, r1) in pairwise(points):
        if x0 <= x <= x1 and x1 > x0:
            return r0 + (r1 - r0) * (x - x0) / (x1 - x0)
    return points[-1][1]


LensRow = tuple[float, float, tuple[float, float], tuple[float, float], str]


def _doublets(p: Profile) -> list[LensRow]:
    """Two cemented pairs between shoulder and collar: height, part of the radius, faces (edge, bulge),
    tone."""
    long = p.collar - p.shoulder
    t = min(1.0, long / 34)
    y1, y2 = p.shoulder + long * 0.28, p.shoulder + long * 0.70
    return [
        (y1, 1, (0, -7 * t), (4 * t, 8 * t), TINT),
        (y1, 1, (4 * t, 8 * t), (9 * t, 15 * t), PAPER),
        (y2, 0.96, (0, -6 * t), (5 * t, 1 * t), PAPER),
        (y2, 0.96, (5 * t, 1 * t), (9 * t, 16 * t), TINT),
    ]


def _lens(
    pen: Pen, y: float, r: float, low: tuple[float, float], high: tuple[float, float], tone: str
) -> str:
    return pen.path(
        tone, "M", -r, -y - low[0], "Q", 0, -y - low[1], r, -y - low[0],
        "L", r, -y - high[0], "Q", 0, -y - high[1], -r, -y - high[0], "Z",
    )  # fmt: skip


def _section_rays(pen: Pen, p: Profile, stop: float, lenses: list[LensRow]) -> str:
    eye = p.top + 11
    first, second = lenses[0][0] + 4, lenses[2][0] + 5
    marks = ""
    for dx in (-p.barrel * 0.5, 0, p.barrel * 0.5):
        marks += pen.path(
            RAY, "M", dx * 0.5, 16, "L", dx, -stop, "L", dx * 1.24, -first, "L", dx * 1.05, -second,
            "L", 0, -eye,
        )  # fmt: skip
    return marks + pen.circle(0, -eye, 1.1, DETAIL_BLACK)
