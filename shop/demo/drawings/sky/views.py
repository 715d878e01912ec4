"""What an eyepiece shows, true to the scale of its field. North is up, east is left; the sky is night blue
always."""

import math
from typing import Annotated, Literal

from shop.demo.drawings.engraving import wash
from shop.demo.drawings.engraving.chance import chance
from shop.demo.drawings.engraving.numbers import number
from shop.demo.drawings.engraving.pen import Pen, cosd, sind
from shop.demo.drawings.engraving.registry import Between, whole_plate
from shop.demo.drawings.sky.chart import dots, smooth_closed
from shop.demo.drawings.sky.geometry import Point
from shop.demo.drawings.sky.moon import Disc, moon
from shop.demo.drawings.sky.planets import jupiter, saturn
from shop.demo.drawings.sky.stars import pleiades

STYLE = (
    "<style>svg{--n:#0c1b2a;--i:#e6eef4;--o:#ffc58a;--b:#bcd9ff}"
    "path,circle,ellipse{stroke-linecap:round;stroke-linejoin:round}</style>"
)
MIDDLE, RADIUS = 320.0, 300.0
MOON_DIAMETER = 0.518
ARCSECOND = 1 / 3600
# Seen in the middle of its distance: the ball of Saturn and the disc of Jupiter, diameters in arc seconds.
SATURN_BALL, JUPITER_DISC = 18.5, 45.0
PHASE = 68.0
M31_TILT, M31_TURN = 0.32, 35.0
Target = Literal["moon", "craters", "pleiades", "saturn", "jupiter", "galaxy", "orion_nebula", "double_star"]


def in_eyepiece(marks: str, *, radius: float = RADIUS) -> str:
    """This function will put marks behind the field stop of an eyepiece."""
    stop = f'<circle cx="320" cy="320" r="{number(radius)}"/>'
    return (
        wash.clipped(wash.disc(320, 320, radius, "var(--n)") + marks, stop, "field")
        + wash.circle(320, 320, radius, "#0f2236", 4)
        + wash.circle(320, 320, radius + 11, "#8fa9bd", 2)
    )


def _spot(x: float, y: float, radius: float, colour: str = "var(--i)", *, glow: bool = False) -> str:
    marks = ""
    if glow:
        marks += wash.disc(x, y, radius * 3.4, "#8fb8ea", 0.16) + wash.disc(x, y, radius * 2, "#a9caf2", 0.2)
    return marks + wash.disc(x, y, radius, colour)


def star_colour(colour_index: float) -> str:
    """This function will return the colour of a star from its colour index B minus V."""
    return "var(--b)" if colour_index < 0.3 else "var(--o)" if colour_index > 1 else "var(--i)"


def _moon(unit: float) -> str:
    disc = Disc(MIDDLE, MIDDLE, MOON_DIAMETER / 2 * unit)
    return moon(disc, phase=PHASE, fine=disc.radius > RADIUS)


def _craters(unit: float) -> str:
    """Looks at the border of light near Tycho, or at the whole Moon when it fits."""
    radius = MOON_DIAMETER / 2 * unit
    if radius < RADIUS:
        return _moon(unit)
    x, y = Disc(0, 0, radius).point(-30, PHASE - 90 + 18)
    return moon(Disc(MIDDLE - x, MIDDLE - y, radius), phase=PHASE, fine=True)


def _pleiades(unit: float) -> str:
    ra0, dec0 = 56.82, 24.08
    size = max(1.0, min(1.7, unit / 330))
    marks = ""
    for star in pleiades():
        x, y = MIDDLE - (star.ra - ra0) * cosd(dec0) * unit, MIDDLE - (star.dec - dec0) * unit
        if math.hypot(x - MIDDLE, y - MIDDLE) < RADIUS * 1.06:
            radius = max(1.2, (9.6 - star.magnitude) * 1.25 * size)
            marks += _spot(x, y, radius, star_colour(star.colour), glow=star.magnitude < 5.2)
    return marks


def _saturn(unit: float) -> str:
    marks = saturn(MIDDLE, MIDDLE, max(1.2, SATURN_BALL / 2 * ARCSECOND * unit))
    # Titan, Rhea and Dione, in arc seconds from the planet, along the rings.
    for away, aside, radius in ((-172.0, 22.0, 2.6), (71.0, -12.0, 1.7), (-46.0, -6.0, 1.4)):
        x, y = MIDDLE + away * ARCSECOND * unit, MIDDLE + aside * ARCSECOND * unit
        marks += _spot(x, y, radius)
    return marks


def _jupiter(unit: float) -> str:
    radius = max(1.6, JUPITER_DISC / 2 * ARCSECOND * unit)
    marks = jupiter(MIDDLE, MIDDLE, radius)
    # Callisto, Europa, Io and Ganymede, in radii of the planet along its equator.
    for away, size in ((-21.8, 2.8), (-7.4, 2.6), (4.6, 2.8), (13.3, 3.2)):
        reach = away * radius
        marks += _spot(MIDDLE + reach * cosd(-6), MIDDLE + reach * sind(-6), max(size, radius * 0.045))
    return marks


def _double_star(unit: float) -> str:
    """Draws Albireo: 34.6 arc seconds apart, the fainter one to the north-east."""
    gap, angle = 34.6 * ARCSECOND * unit, 54
    size = max(1.0, min(2.2, unit / 1400))
    gold = _spot(MIDDLE + gap / 2 * sind(angle), MIDDLE + gap / 2 * cosd(angle), 5.4 * size, "var(--o)")
    return gold + _spot(
        MIDDLE - gap / 2 * sind(angle), MIDDLE - gap / 2 * cosd(angle), 3.6 * size, "var(--b)"
    )


def _galaxy(unit: float) -> str:
    """Draws the Andromeda Galaxy, 3.1 by 1 degrees, with its two companions."""
    half = 1.55 * unit
    marks = ""
    for part, opacity, colour in (
        (1.0, 0.16, "#5c82a8"),
        (0.72, 0.18, "#6f93b8"),
        (0.42, 0.22, "#8fb0d0"),
        (0.2, 0.34, "#b9cfe4"),
    ):
        tilt = M31_TILT + (0.6 - M31_TILT) * (1 - part) ** 2
        marks += wash.oval(0, 0, half * part, half * part * tilt, colour, opacity)
    marks += _galaxy_grain(half)
    for part, wide in ((0.46, 0.030), (0.66, 0.024)):
        data = Pen(
            1).data("M", -half * part, -half * 0.02, "A", half * part, half * part * M31_TILT, "0 0 1",
            half * part * 0.86, -half * part * M31_TILT * 0.5,
        )  # fmt: skip
        marks += wash.stroke(data, "#0c1b2a", half * wide, 0.55)
    core = max(2.4, min(half * 0.03, 9))
    marks += wash.oval(0, 0, core * 1.5, core, "#fff3d6")
    disc = f'<g transform="translate(320 320) rotate({90 - M31_TURN:g}) scale(1 -1)">{marks}</g>'
    return disc + _companion(unit, -0.01, -0.405, 0.06, 0.9) + _companion(unit, -0.41, 0.42, 0.14, 0.55)


def _companion(unit: float, east: float, north: float, size: float, round_: float) -> str:
    x, y = MIDDLE - east * unit, MIDDLE - north * unit
    marks = ""
    for part, opacity in ((1.0, 0.3), (0.5, 0.6)):
        marks += wash.oval(x, y, size * unit * part * round_, size * unit * part, "#b9cfe4", opacity)
    return marks


def _galaxy_grain(half: float) -> str:
    """Stipples the disc, dense in the middle; only what lies in the field is drawn."""
    dice = chance(31)
    fine: list[Point] = []
    coarse: list[Point] = []
    for _ in range(4200):
        distance, turn = -math.log(1 - dice.random() * 0.985) / 3.9, dice.random() * math.tau
        lumpy = distance * (1 + 0.12 * math.sin(2 * turn + 9 * distance))
        x, y = lumpy * math.cos(turn) * half, lumpy * math.sin(turn) * half * M31_TILT
        if distance < 1 and math.hypot(x, y) < RADIUS and len(fine) < 950:
            (coarse if dice.random() < 0.12 else fine).append((x, y))
    return wash.stroke(dots(fine), "#dfe9f2", 1.6, 0.75) + wash.stroke(dots(coarse), "#dfe9f2", 2.4, 0.8)


# The Orion Nebula: how far its faintest and its brightest light reach from the Trapezium, in arc minutes, in
# sixteen directions from north through east. The dark bay lies to the north-east.
NEBULA_FAINT = (7, 5, 5, 12, 24, 31, 36, 38, 34, 36, 36, 31, 26, 20, 13, 9)
NEBULA_BRIGHT = (3.6, 2.2, 1.3, 2.0, 4.0, 5.2, 5.6, 5.8, 5.4, 6.4, 6.6, 6.0, 5.4, 5.0, 4.6, 4.2)
NEBULA_LAYERS = 9
# The smaller nebula to the north, around its own star.
COMPANION_NEBULA = ((-3, 12), (1.5, 10.5), (2.4, 6.6), (-1.6, 5.2), (-5.4, 7), (-5.6, 10.6))
# Stars of the sword: right ascension, declination, magnitude.
SWORD = (
    (83.8159, -5.3873, 6.7), (83.8173, -5.3852, 7.9), (83.8186, -5.3897, 5.1), (83.8217, -5.3877, 6.7),
    (83.8454, -5.4161, 5.0), (83.8600, -5.4169, 6.4), (83.8583, -5.9099, 2.8), (83.8468, -4.8384, 4.6),
    (83.9149, -4.8560, 5.2), (83.8807, -5.2670, 6.8), (83.7611, -6.0020, 4.8), (83.7540, -6.0093, 5.7),
)  # fmt: skip


def _orion_nebula(unit: float) -> str:
    ra0, dec0 = 83.8186, -5.3897
    minute = unit / 60
    marks = ""
    for layer in range(NEBULA_LAYERS):
        part = layer / (NEBULA_LAYERS - 1)
        points = []
        for k, (faint, bright) in enumerate(zip(NEBULA_FAINT, NEBULA_BRIGHT, strict=True)):
            reach = faint * (bright / faint) ** part * minute
            points.append((MIDDLE - reach * sind(22.5 * k), MIDDLE - reach * cosd(22.5 * k)))
        marks += wash.area(smooth_closed(points), "#a9c6e0", round(0.07 + 0.13 * part, 2))
    around = [(MIDDLE - east * minute, MIDDLE - north * minute) for east, north in COMPANION_NEBULA]
    marks += wash.area(smooth_closed(around), "#a9c6e0", 0.22)
    for ra, dec, magnitude in SWORD:
        x, y = MIDDLE - (ra - ra0) * cosd(dec0) * unit, MIDDLE - (dec - dec0) * unit
        marks += _spot(x, y, max(1.3, (8.6 - magnitude) * 1.05), "var(--b)", glow=magnitude < 4)
    return marks


PAINTERS = {
    "moon": _moon, "craters": _craters, "pleiades": _pleiades, "saturn": _saturn, "jupiter": _jupiter,
    "galaxy": _galaxy, "orion_nebula": _orion_nebula, "double_star": _double_star,
}  # fmt: skip


@whole_plate(style=STYLE)
def view(pen: Pen, target: Target = "moon", true_field: Annotated[float, Between(0.005, 10)] = 1.0) -> str:
    """This function will draw what an eyepiece with a true field of so many degrees shows."""
    return in_eyepiece(PAINTERS[target](pen.scale * 2 * RADIUS / true_field))
