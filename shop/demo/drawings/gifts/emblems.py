"""Small pictures for mugs, bags, pins and cards. Each fits a circle around the origin, in drawing units."""

import math
from typing import Literal

from shop.demo.drawings.engraving import wash
from shop.demo.drawings.engraving.numbers import number
from shop.demo.drawings.engraving.pen import Pen, cosd, path, sind
from shop.demo.drawings.sky.chart import dots, gapped_line, star_radius
from shop.demo.drawings.sky.geometry import Polar, Stereographic
from shop.demo.drawings.sky.moon import PRINT, Disc, surface
from shop.demo.drawings.sky.stars import constellations, pleiades, stars, stars_by_hip

UNIT = Pen(1)
NIGHT, LIGHT = "#0c1b2a", "#e6eef4"
CONSTELLATIONS = {
    "orion": "Ori", "ursa_major": "UMa", "cassiopeia": "Cas", "cygnus": "Cyg", "scorpius": "Sco",
    "leo": "Leo",
    "constellations": "Ori", "constellation": "Ori", "zodiac": "Leo", "southern_sky": "Cru", "lyra": "Lyr",
}  # fmt: skip

Motif = Literal[
    "northern_sky", "southern_sky", "milky_way", "zodiac", "moon_map", "messier", "saturn", "solar_system",
    "orbits", "moon", "moon_phases", "orion", "ursa_major", "cassiopeia", "cygnus", "scorpius", "leo", "lyra",
    "constellation", "constellations", "pleiades", "galaxy", "comet", "sun", "eclipse", "telescope",
    "dobsonian",
    "satellite", "planets", "stars",
]  # fmt: skip


def emblem(motif: str, r: float) -> str:
    """This function will draw the small picture for a motif within a radius."""
    if motif in CONSTELLATIONS:
        return _figure(CONSTELLATIONS[motif], r)
    return {
        "moon": _moon, "moon_map": _moon, "moon_phases": _phases, "saturn": _saturn, "solar_system": _orbits,
        "orbits": _orbits, "planets": _orbits, "northern_sky": _polar, "stars": _polar, "milky_way": _galaxy,
        "galaxy": _galaxy, "messier": _galaxy, "pleiades": _pleiades, "comet": _comet, "sun": _sun,
        "eclipse": _eclipse,
        "telescope": _telescope, "dobsonian": _telescope, "satellite": _satellite,
    }[motif](r)  # fmt: skip


def _figure(code: str, r: float) -> str:
    figure = constellations()[code]
    known = stars_by_hip()
    members = [known[hip] for hip in figure.members]
    ra = math.degrees(math.atan2(sum(sind(s.ra) for s in members), sum(cosd(s.ra) for s in members))) % 360
    dec = sum(s.dec for s in members) / len(members)
    flat = Stereographic(ra, dec, 1, 0, 0, mirrored=True)
    points = {s.hip: flat.point(s.ra, s.dec) for s in members}
    xs, ys = [p[0] for p in points.values()], [p[1] for p in points.values()]
    cx, cy = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    k = r / max(math.hypot(x - cx, y - cy) for x, y in points.values())
    places = {hip: ((x - cx) * k, (y - cy) * k) for hip, (x, y) in points.items()}
    size = max(0.45, min(1.1, r / 110))
    data = ""
    for a, b in figure.pairs:
        data += gapped_line(
            places[a],
            places[b],
            star_radius(known[a].magnitude, size) + 2,
            star_radius(known[b].magnitude, size) + 2,
        )
    marks = path("", data)
    for star in members:
        marks += wash.disc(*places[star.hip], max(1.2, star_radius(star.magnitude, size)), "var(--i)")
    return marks


def _moon(r: float) -> str:
    circle = f'<circle r="{number(r)}"/>'
    return wash.clipped(surface(Disc(0, 0, r), PRINT), circle, "moon") + UNIT.circle(0, 0, r, "b")


def _phases(r: float) -> str:
    """Draws seven phases in a row, from new to full and back."""
    step, size = 2 * r / 7.4, r / 7.9
    marks = ""
    for k in range(7):
        x, lit = (k - 3) * step, 1 - abs(k - 3) / 3
        marks += wash.disc(x, 0, size, NIGHT)
        if lit > 0:
            limb, back = ("0 0 1", "0 0 0") if k <= 3 else ("0 0 0", "0 0 1")
            edge = limb if lit > 0.5 else back
            bulge = max(0.1, abs(2 * lit - 1) * size)
            data = UNIT.data(
                "M", x, -size, "A", size, size, limb, x, size, "A", bulge, size, edge, x, -size, "Z",
            )  # fmt: skip
            marks += wash.area(data, LIGHT)
        marks += UNIT.circle(x, 0, size)
    return marks


def _saturn(r: float) -> str:
    ball, flat = r * 0.46, 0.30
    rings = ""
    for outer in (0.98, 0.90, 0.84, 0.66):
        rings += UNIT.data("M", -r * outer, 0, "A", r * outer, r * outer * flat, "0 1 0", r * outer, 0)
        rings += UNIT.data(
            "M", -r * outer, 0, "A", r * outer, r * outer * flat, "0 0 1", -ball * 0.94,
            -r * outer * flat * 0.75,
        )  # fmt: skip
        rings += UNIT.data(
            "M", r * outer, 0, "A", r * outer, r * outer * flat, "0 0 0", ball * 0.94,
            -r * outer * flat * 0.75,
        )  # fmt: skip
    bands = "".join(
        UNIT.data(
            "M",
            -ball * math.sqrt(1 - p * p),
            ball * p,
            "Q",
            0,
            ball * (p + 0.22),
            ball * math.sqrt(1 - p * p),
            ball * p,
        )
        for p in (-0.62, -0.38, -0.1)
    )
    shade = [
        (ball * (0.44 + 0.1 * i), -ball * 0.5 + ball * 0.06 * i, ball * (0.44 + 0.1 * i), ball * 0.05)
        for i in range(5)
    ]
    planet = UNIT.circle(0, 0, ball, "o") + path("h", bands) + UNIT.lines("h", shade) + path("", rings)
    return UNIT.place(planet, turn=-18)


def _orbits(r: float) -> str:
    marks = ""
    for k, (part, angle) in enumerate(((0.24, 40), (0.40, 200), (0.56, 310), (0.74, 120), (0.96, 20))):
        marks += UNIT.circle(0, 0, r * part, "h")
        size = r * (0.045, 0.055, 0.06, 0.05, 0.10)[k]
        marks += UNIT.circle(r * part * cosd(angle), r * part * sind(angle), size, "k" if k < 4 else "ou")
    return marks + UNIT.circle(0, 0, r * 0.11, "ot")


def _polar(r: float) -> str:
    place = Polar(0, 0, r, 100)
    shown = [place.point(s.ra, s.dec) for s in stars() if s.magnitude < 3.6 and place.holds(s.dec)]
    bright = [place.point(s.ra, s.dec) for s in stars() if s.magnitude < 2.1 and place.holds(s.dec)]
    size = max(0.6, r / 90)
    marks = UNIT.circle(0, 0, r, "t") + UNIT.circle(0, 0, r * 0.5, "h") + UNIT.circle(0, 0, r * 0.9, "h")
    return (
        marks
        + wash.stroke(dots(shown), "var(--i)", 1.8 * size)
        + wash.stroke(dots(bright), "var(--i)", 4 * size)
    )


def _galaxy(r: float) -> str:
    marks = ""
    for arm in (0, 180):
        for shift in (-14, 0, 14):
            points = []
            for step in range(19):
                reach = r * (0.12 + 0.86 * step / 18)
                angle = arm + shift * (1 - step / 24) + 245 * math.log(1 + step / 7)
                points.append((reach * cosd(angle), reach * 0.52 * sind(angle)))
            marks += path("" if shift == 0 else "h", "M" + "L".join(UNIT.data(*p) for p in points))
    core = UNIT.ellipse(0, 0, r * 0.15, r * 0.10, "k")
    grain = [
        (r * (0.2 + 0.045 * k) * cosd(k * 137.5), r * 0.5 * (0.2 + 0.045 * k) * sind(k * 137.5))
        for k in range(17)
    ]
    marks += wash.stroke(dots(grain), "var(--i)", max(1.4, r / 50)) + core
    return UNIT.place(marks, turn=-24)


def _pleiades(r: float) -> str:
    ra0, dec0 = 56.75, 24.05
    marks = ""
    for star in pleiades():
        x, y = -(star.ra - ra0) * cosd(dec0) * r * 1.15, -(star.dec - dec0) * r * 1.15
        if math.hypot(x, y) < r:
            size = max(0.8, (9.2 - star.magnitude) * r / 80)
            marks += wash.disc(x, y, size, "var(--i)")
            if star.magnitude < 5.2:
                marks += UNIT.circle(x, y, size * 1.9, "h")
    return marks


def _comet(r: float) -> str:
    head = UNIT.circle(-r * 0.52, r * 0.5, r * 0.16, "ot") + UNIT.circle(-r * 0.52, r * 0.5, r * 0.07, "k")
    tail = ""
    for k in range(-5, 6):
        x, y = -r * 0.52 + r * 0.02 * k, r * 0.5 + r * 0.028 * k
        tail += UNIT.data(
            "M", x + r * 0.13, y - r * 0.11, "Q", r * 0.1 + k * r * 0.04, r * 0.02 + k * r * 0.07,
            r * (0.78 - abs(k) * 0.05) + k * r * 0.03, -r * (0.72 - abs(k) * 0.05) + k * r * 0.09,
        )  # fmt: skip
    return path("h", tail) + head


def _sun(r: float) -> str:
    data = ""
    for k in range(16):
        a, reach = 22.5 * k, r * (0.98 if k % 2 == 0 else 0.80)
        data += UNIT.data(
            "M", r * 0.58 * cosd(a - 6), r * 0.58 * sind(a - 6), "L", reach * cosd(a), reach * sind(a),
            "L", r * 0.58 * cosd(a + 6), r * 0.58 * sind(a + 6),
        )  # fmt: skip
    shade = [
        (r * (0.18 + 0.07 * i), r * 0.1 * i - r * 0.3, r * (0.18 + 0.07 * i), r * 0.42 - r * 0.06 * i)
        for i in range(4)
    ]
    return path("", data) + UNIT.circle(0, 0, r * 0.5, "o") + UNIT.lines("h", shade)


def _eclipse(r: float) -> str:
    data = ""
    for a in range(0, 360, 6):
        reach = r * (0.80 + 0.16 * abs(sind(a * 2.5 + 20)) + 0.04 * (a % 4))
        data += UNIT.data(
            "M", r * 0.56 * cosd(a), r * 0.56 * sind(a), "L", min(reach, r) * cosd(a), min(reach, r) * sind(a)
        )
    return path("h", data) + wash.disc(0, 0, r * 0.52, NIGHT) + UNIT.circle(0, 0, r * 0.52, "b")


def _telescope(r: float) -> str:
    """Draws a small Dobsonian with three stars."""
    tube = UNIT.cylinder(-r * 0.55, r * 0.2, r * 0.75, r * 0.2, 0.2, angles=(30, 48, 62, 74, 83), mouth="k")
    tube += UNIT.ring(r * 0.65, r * 0.75, r * 0.21, 0.2, "ou", shaded=False)
    tube += UNIT.box(r * 0.52, -r * 0.36, r * 0.1, r * 0.18, "k")
    base = UNIT.path(
        "ot", "M", -r * 0.3, r * 0.9, "L", -r * 0.22, r * 0.28, "Q", 0, r * 0.1, r * 0.22, r * 0.28,
        "L", r * 0.3, r * 0.9, "Z",
    )  # fmt: skip
    base += UNIT.path("ou", "M", -r * 0.44, r * 0.9, "H", r * 0.44, "V", r * 0.98, "H", -r * 0.44, "Z")
    hub = UNIT.circle(0, r * 0.30, r * 0.12, "o") + UNIT.circle(0, r * 0.30, r * 0.04, "k")
    sparks = "".join(
        wash.disc(x * r, y * r, s * r, "var(--i)")
        for x, y, s in ((-0.1, -0.8, 0.05), (0.5, -0.62, 0.035), (0.75, -0.2, 0.03))
    )
    return UNIT.place(tube, 0, r * 0.24, -50, mirror=True) + base + hub + sparks


def _satellite(r: float) -> str:
    marks = UNIT.box(-r * 0.22, -r * 0.22, r * 0.44, r * 0.44, "ot")
    for side in (-1, 1):
        x = r * 0.34 if side > 0 else -r * 0.98
        marks += UNIT.box(x, -r * 0.18, r * 0.64, r * 0.36, "ou")
        marks += UNIT.lines(
            "h",
            [(x + r * 0.16 * k, -r * 0.18, x + r * 0.16 * k, r * 0.18) for k in (1, 2, 3)]
            + [(x, 0, x + r * 0.64, 0)],
        )
        marks += UNIT.line(side * r * 0.22, 0, side * r * 0.34, 0, "b")
    marks += UNIT.path("o", "M", -r * 0.2, r * 0.26, "A", r * 0.2, r * 0.2, "0 0 0", r * 0.2, r * 0.26, "Z")
    marks += UNIT.line(0, r * 0.46, 0, r * 0.6, "b")
    return UNIT.place(marks, turn=-28)
