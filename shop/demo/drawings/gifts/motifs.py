"""Pictures for printed pages that are not star charts: the Moon, Saturn, the planets and Messier's list."""

import math
from collections.abc import Iterable

from shop.demo.drawings.engraving import wash
from shop.demo.drawings.engraving.lettering import lettering
from shop.demo.drawings.engraving.numbers import number
from shop.demo.drawings.engraving.pen import Pen, cosd, path, sind
from shop.demo.drawings.gifts.charts import fine, ring_scale
from shop.demo.drawings.gifts.page import Page, title
from shop.demo.drawings.sky.moon import INK, PRINT, Disc, surface
from shop.demo.drawings.sky.stars import MessierObject, messier

UNIT = Pen(1)
# Names on the Moon: latitude, longitude, words.
MOON_NAMES = (
    (34, -16, "Imbrium"), (27, 17.5, "Serenitatis"), (8, 31, "Tranquillitatis"), (17, 59, "Crisium"),
    (-6, 51, "Fecunditatis"), (-16, 35, "Nectaris"), (-21, -16, "Nubium"), (-25, -39, "Humorum"),
    (20, -56, "Procellarum"), (12, 4, "Vaporum"), (-46, -11, "Tycho"), (5.5, -20, "Copernicus"),
    (57, 0, "Frigoris"),
)  # fmt: skip
# Planets: name and radius in Earths.
PLANETS = (
    ("Mercury", 0.383), ("Venus", 0.949), ("Earth", 1.0), ("Mars", 0.532), ("Jupiter", 10.97),
    ("Saturn", 9.14),
    ("Uranus", 3.98), ("Neptune", 3.86),
)  # fmt: skip
# Orbits: name, half axis in astronomical units, eccentricity, longitude of perihelion, mean longitude on
# 1 January 2000 and its change in a year, all angles in degrees.
ORBITS = (
    ("Mercury", 0.3871, 0.2056, 77.46, 252.25, 1494.7267),
    ("Venus", 0.7233, 0.0068, 131.60, 181.98, 585.1782),
    ("Earth", 1.0, 0.0167, 102.94, 100.46, 359.9937), ("Mars", 1.5237, 0.0934, 336.06, 355.45, 191.4030),
)  # fmt: skip


def moon_map(sheet: Page) -> str:
    """This function will draw a map of the near side with the names of its seas."""
    r = min(sheet.width * 0.415, sheet.height * 0.32)
    x, y = sheet.middle, sheet.top + sheet.height * 0.40
    disc = Disc(x, y, r)
    circle = UNIT.circle(x, y, r)
    marks = wash.clipped(surface(disc, PRINT), circle, "moon")
    shade = ""
    for k in range(9):
        reach, start, end = r * (0.985 - 0.022 * k), 20 + k * 3, 118 - k * 4
        shade += UNIT.data(
            "M", x + reach * cosd(start), y + reach * sind(start),
            "A", reach, reach, "0 0 1", x + reach * cosd(end), y + reach * sind(end),
        )  # fmt: skip
    marks += fine(shade, INK, 0.7) + ring_scale(x, y, r)
    size = max(6.0, r * 0.052)
    for latitude, longitude, name in MOON_NAMES:
        px, py = disc.point(latitude, longitude)
        marks += lettering(px, py + size * 0.36, name, size, italic=True, anchor="middle", tone="D")
    return marks + title(sheet, "Map of the Moon", "the near side, as it faces us")


def saturn_plate(sheet: Page) -> str:
    """This function will engrave Saturn: rings as lines at their true distances."""
    radius = min(sheet.width * 0.42, sheet.height * 0.36) / 2.27
    flat, tall = sind(24), radius * 0.92
    bands, shade = "", []
    for latitude in (-52, -38, -26, -15, -5, 6, 16, 28, 40, 52, 64):
        y, reach = -tall * sind(latitude) * cosd(24), radius * cosd(latitude)
        bands += UNIT.data("M", -reach, y, "A", reach, reach * flat, "0 0 0", reach, y)
    for i in range(9):
        part = 0.34 + 0.07 * i
        high = tall * math.sqrt(max(0, 0.96 - part * part))
        shade.append((radius * part, -high, radius * part, high))
    veil = _half_rings(radius, flat, ((1.24, 2.27),), filled=True)
    rings = ((1.24, 1.53, 5), (1.53, 1.95, 15), (2.03, 2.27, 8))
    lines = [(i + (o - i) * (k + 0.5) / n,) for i, o, n in rings for k in range(n)]
    planet = fine(_half_rings(radius, flat, lines, back=True), "var(--i)", 1)
    planet += UNIT.ellipse(0, 0, radius, tall, "o") + fine(bands, "var(--g)", 0.8) + UNIT.lines("h", shade)
    planet += wash.area(veil, "var(--t)") + fine(_half_rings(radius, flat, lines), "var(--i)", 1)
    placed = UNIT.place(planet, sheet.middle, sheet.top + sheet.height * 0.41, -20)
    return placed + title(sheet, "Saturn", "rings 2.27 times as wide as the ball")


def _half_rings(
    radius: float,
    flat: float,
    rings: Iterable[tuple[float, ...]],
    *,
    back: bool = False,
    filled: bool = False,
) -> str:
    """Writes the front or back half of rings as lines, or of one broad ring as an area."""
    sweep = "0 0 1" if back else "0 0 0"
    data = ""
    for ring in rings:
        reach = ring[-1] * radius
        data += UNIT.data("M", -reach, 0, "A", reach, reach * flat, sweep, reach, 0)
        if filled:
            inner = ring[0] * radius
            data += UNIT.data("L", inner, 0, "A", inner, inner * flat, "0 0 1", -inner, 0, "Z")
    return data


def solar_system(sheet: Page) -> str:
    """This function will draw Sun and planets at their true relative sizes."""
    upright = sheet.upright
    long = sheet.height * 0.62 if upright else sheet.width * 0.80
    unit = long * 0.0108
    marks = _limb(sheet, unit, upright=upright)
    at = sheet.top + sheet.height * 0.17 if upright else sheet.left + sheet.width * 0.17
    total = sum(max(2.2, radius * unit) * 2 for _, radius in PLANETS)
    gap = ((long * 1.0) - total) / len(PLANETS)
    size = max(6.5, min(13.0, sheet.width * 0.030))
    for k, (name, earths) in enumerate(PLANETS):
        r = max(2.2, earths * unit)
        at += r
        x, y = (sheet.middle, at) if upright else (at, sheet.top + sheet.height * 0.40)
        marks += _globe(x, y, r, ringed=name == "Saturn", banded=name in ("Jupiter", "Saturn"))
        if upright:
            marks += lettering(sheet.left + sheet.width * 0.14, y + size * 0.36, name, size, italic=True)
        else:
            marks += lettering(
                x,
                sheet.top + sheet.height * 0.66 + (k % 2) * size * 1.4,
                name,
                size,
                italic=True,
                anchor="middle",
            )
        at += r + gap
    return marks + title(sheet, "The solar system", "sizes to one scale, with the edge of the Sun")


def _limb(sheet: Page, unit: float, *, upright: bool) -> str:
    """Draws the edge of the Sun, whose radius is 109 Earths, at the upper or left side."""
    r = 109 * unit
    d = sheet.inset
    box = UNIT.box(sheet.left + d, sheet.top + d, sheet.width - 2 * d, sheet.height - 2 * d)
    x, y = (
        (sheet.middle, sheet.top + sheet.height * 0.115 - r)
        if upright
        else (sheet.left + sheet.width * 0.115 - r, sheet.top + sheet.height * 0.42)
    )
    marks = wash.disc(x, y, r, "var(--t)") + wash.circle(x, y, r, "var(--i)", 2.4)
    marks += "".join(wash.circle(x, y, r - 4 - 4.4 * k, "var(--g)", 0.7) for k in range(5))
    return wash.clipped(marks, box, "limb")


def _globe(x: float, y: float, r: float, *, ringed: bool, banded: bool) -> str:
    marks = UNIT.circle(x, y, r, "o" if r > 6 else "k")
    if r > 6:
        strokes = []
        for i in range(7):
            part = 0.30 + 0.1 * i
            tall = r * math.sqrt(max(0, 0.95 - part * part))
            strokes.append((x + r * part, y - tall * (0.5 + 0.08 * i), x + r * part, y + tall))
        marks += UNIT.lines("h", strokes)
    if banded:
        for part in (-0.45, -0.2, 0.12, 0.36):
            reach = r * math.sqrt(1 - part * part)
            marks += path(
                "h",
                UNIT.data(
                    "M", x - reach, y + r * part, "Q", x, y + r * (part + 0.1), x + reach, y + r * part
                ),
            )
    if ringed:
        for outer in (2.27, 2.1, 1.9, 1.6):
            data = UNIT.data(
                "M", -outer * r * 0.62, -outer * r * 0.01, "A", outer * r, outer * r * 0.3, "0 1 0",
                outer * r * 0.62, -outer * r * 0.01,
            )  # fmt: skip
            marks += (
                f'<path class="h" transform="translate({number(x)} {number(y)}) rotate(-14)" d="{data}"/>'
            )
    return marks


def _position(
    half_axis: float, eccentricity: float, perihelion: float, longitude: float
) -> tuple[float, float]:
    """Solves Kepler's equation; returns the angle in degrees and the distance from the Sun."""
    mean = math.radians(longitude - perihelion)
    anomaly = mean
    for _ in range(12):
        anomaly -= (anomaly - eccentricity * math.sin(anomaly) - mean) / (
            1 - eccentricity * math.cos(anomaly)
        )
    true = 2 * math.atan2(
        math.sqrt(1 + eccentricity) * math.sin(anomaly / 2),
        math.sqrt(1 - eccentricity) * math.cos(anomaly / 2),
    )
    return math.degrees(true) + perihelion, half_axis * (1 - eccentricity * math.cos(anomaly))


def orbits(sheet: Page) -> str:
    """This function will draw the orbits of the inner planets, and where these stand on 1 January 2027."""
    r = min(sheet.width * 0.405, sheet.height * 0.30)
    x, y = sheet.middle, sheet.top + sheet.height * 0.40
    unit = r / 1.74
    size = max(6.5, r * 0.062)
    marks = wash.disc(x, y, r, "var(--t)") + ring_scale(x, y, r, step=5, long=30)
    for name, axis, ecc, perihelion, start, rate in ORBITS:
        points = []
        for step in range(0, 361, 5):
            distance = axis * (1 - ecc * ecc) / (1 + ecc * cosd(step - perihelion))
            points.append((x + distance * unit * cosd(step), y - distance * unit * sind(step)))
        marks += wash.stroke("M" + "L".join(UNIT.data(*p) for p in points), "var(--i)", 1.2)
        angle, distance = _position(axis, ecc, perihelion, start + rate * 27)
        px, py = x + distance * unit * cosd(angle), y - distance * unit * sind(angle)
        marks += wash.disc(px, py, max(3.0, r * 0.026), "var(--i)")
        marks += lettering(px + r * 0.05, py - r * 0.035, name, size, italic=True)
        far = axis * (1 - ecc)
        near = (x + far * unit * cosd(perihelion), y - far * unit * sind(perihelion))
        marks += fine(UNIT.data("M", x, y, "L", *near), "var(--g)", 0.5)
    marks += UNIT.circle(x, y, max(4.0, r * 0.042), "o")
    ticks = "".join(
        UNIT.data(
            "M",
            x + r * 0.055 * cosd(a),
            y + r * 0.055 * sind(a),
            "L",
            x + r * 0.085 * cosd(a),
            y + r * 0.085 * sind(a),
        )
        for a in range(0, 360, 30)
    )
    return (
        marks + fine(ticks, "var(--i)", 1) + title(sheet, "Inner planets", "as they stand on 1 January 2027")
    )


def messier_list(sheet: Page) -> str:
    """This function will draw Messier's 110 objects as signs, one for each kind, to be ticked off."""
    columns, rows = (10, 11) if sheet.upright else (15, 8)
    left, top = sheet.left + sheet.width * 0.09, sheet.top + sheet.height * 0.07
    wide, tall = sheet.width * 0.82 / columns, sheet.height * 0.72 / rows
    size = max(4.6, min(tall * 0.24, wide * 0.27))
    marks = ""
    for k, entry in enumerate(messier()):
        x, y = left + wide * (k % columns + 0.5), top + tall * (k // columns + 0.5)
        marks += _sign(entry, x, y - tall * 0.14, min(wide, tall) * 0.25)
        marks += lettering(x, y + tall * 0.40, str(entry.number), size, anchor="middle")
    return marks + title(sheet, "Messier", "one hundred and ten to find")


def _sign(entry: MessierObject, x: float, y: float, r: float) -> str:
    """Draws the sign that atlases use for a kind of object."""
    if entry.kind == "galaxy":
        return UNIT.place(UNIT.ellipse(0, 0, r, r * 0.45, "t"), x, y, entry.number * 37 % 180)
    if entry.kind == "globular cluster":
        return UNIT.circle(x, y, r * 0.8, "t") + UNIT.lines(
            "h", [(x - r * 0.8, y, x + r * 0.8, y), (x, y - r * 0.8, x, y + r * 0.8)]
        )
    if entry.kind == "open cluster":
        return UNIT.circle(x, y, r * 0.85, "w dots")
    if entry.kind == "nebula":
        return UNIT.box(x - r * 0.75, y - r * 0.75, r * 1.5, r * 1.5, "u")
    if entry.kind == "planetary nebula":
        return UNIT.circle(x, y, r * 0.5, "u") + UNIT.lines(
            "h",
            [
                (x - r, y, x - r * 0.5, y),
                (x + r * 0.5, y, x + r, y),
                (x, y - r, x, y - r * 0.5),
                (x, y + r * 0.5, x, y + r),
            ],
        )
    return wash.disc(x - r * 0.3, y, r * 0.2, "var(--i)") + wash.disc(
        x + r * 0.35, y - r * 0.2, r * 0.16, "var(--i)"
    )
