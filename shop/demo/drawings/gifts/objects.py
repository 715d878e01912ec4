"""Globes, planispheres, orreries, sundials, stones from space, and small things to use or wear."""

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Annotated, Literal

from shop.demo.drawings.engraving import wash
from shop.demo.drawings.engraving.chance import chance
from shop.demo.drawings.engraving.numbers import number
from shop.demo.drawings.engraving.pen import (
    BLACK,
    BOLD,
    DETAIL,
    DETAIL_BLACK,
    DETAIL_PAPER,
    DETAIL_SHADE,
    DETAIL_TINT,
    EDGE,
    HATCH,
    LOWER,
    PAPER,
    SCREEN,
    SHADE,
    TINT,
    Pen,
    cosd,
    path,
    sind,
)
from shop.demo.drawings.engraving.registry import Between, goods
from shop.demo.drawings.engraving.sheet import Sheet
from shop.demo.drawings.gifts.emblems import Motif, emblem
from shop.demo.drawings.sky.chart import chain_data, dots, smooth_closed
from shop.demo.drawings.sky.geometry import Point, Polar
from shop.demo.drawings.sky.moon import INK, PRINT, Disc, surface
from shop.demo.drawings.sky.stars import Star, constellations, stars

GLOBES = Sheet(scale=1.2, bar=100, stand="base")
DISCS = Sheet(scale=1.55, bar=100, stand="centre")
DIALS = Sheet(scale=1.5, bar=100, stand="base")
STONES = Sheet(scale=4.2, bar=25, stand="base")
MUGS = Sheet(scale=3.2, bar=50, stand="base")
BAGS = Sheet(scale=0.82, bar=100, stand="base")
PINS = Sheet(scale=7.6, bar=10, stand="centre")
UNIT = Pen(1)
LATITUDE = 50.0
# Dark regions of Mars: latitude, longitude from the middle, width and height in degrees.
MARS_REGIONS = (
    (-12, 30, 44, 14),
    (8, 24, 18, 34),
    (-20, -28, 52, 14),
    (-30, 8, 60, 12),
    (32, -38, 40, 12),
    (46, 20, 46, 10),
)
HOURS = ("VI", "VII", "VIII", "IX", "X", "XI", "XII", "I", "II", "III", "IV", "V", "VI")
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


@goods(GLOBES)
def globe(
    pen: Pen,
    body: Literal["moon", "mars", "sky"] = "moon",
    diameter: Annotated[float, Between(80, 340)] = 300,
) -> str:
    """This function will draw a globe of the Moon, of Mars or of the sky on its stand."""
    r = diameter / 2
    ball = {"moon": _moon_ball, "mars": _mars_ball, "sky": _sky_ball}[body](r * pen.scale)
    shade = ""
    for k in range(10):
        reach, start, end = r * (0.985 - 0.024 * k), 14 + k * 3, 128 - k * 5
        shade += pen.data(
            "M", reach * cosd(start), reach * sind(start),
            "A", reach, reach, "0 0 1", reach * cosd(end), reach * sind(end),
        )  # fmt: skip
    ball += pen.circle(0, 0, r, BOLD)
    ball += wash.stroke(shade, INK, 0.9) if body == "moon" else path(HATCH, shade)
    foot = pen.cylinder(0, r * 0.52, r * 0.07, r * 0.50, 0.16, TINT)
    foot += pen.cylinder(r * 0.07, r * 0.40, r * 0.12, r * 0.12, 0.16, angles=LOWER)
    foot += pen.cylinder(r * 0.12, r * 0.07, r * 0.24, r * 0.07, 0.16, angles=EDGE)
    return pen.place(foot, turn=-90) + pen.place(_meridian(pen, r, ball), 0, -r * 1.30)


def _meridian(pen: Pen, r: float, ball: str) -> str:
    """Draws the tilted ring that holds a globe, and the globe in it."""
    outer = r * 1.10
    inner = outer * 0.955
    pins = "".join(pen.place(pen.box(-5, -outer - 9, 10, outer * 0.16, BLACK, 3), turn=a) for a in (22, 202))
    ring = pen.path(
        SHADE, "M", 0, outer, "A", outer, outer, "0 0 0", 0, -outer, "V", -inner,
        "A", inner, inner, "0 0 1", 0, inner, "Z",
    )  # fmt: skip
    marks = pen.spokes(outer * 0.97, outer, range(-80, 83, 9))
    return pins + ball + pen.place(ring + marks, turn=22)


def _moon_ball(r: float) -> str:
    return wash.clipped(surface(Disc(0, 0, r), PRINT), f'<circle r="{number(r)}"/>', "ball")


def _mars_ball(r: float) -> str:
    marks = UNIT.circle(0, 0, r, "t")
    disc = Disc(0, 0, r)
    for latitude, longitude, wide, tall in MARS_REGIONS:
        points = []
        for a in range(0, 360, 18):
            wave = 1 + 0.16 * sind(3 * a + latitude)
            points.append(
                disc.point(latitude + tall / 2 * wave * cosd(a), longitude + wide / 2 * wave * sind(a))
            )
        marks += wash.area(
            "M" + "L".join(UNIT.data(*p) for p in points) + "Z", "var(--u)", rim="var(--g)", width=0.8
        )
    cap = [disc.point(78 + 4 * sind(3 * a), a) for a in range(-90, 91, 10)] + [disc.point(89, 0)]
    marks += wash.area("M" + "L".join(UNIT.data(*p) for p in cap) + "Z", "var(--f)", rim="var(--i)", width=1)
    for latitude, longitude in ((18, -46), (1, -30), (-8, -36), (11, -26)):
        x, y = disc.point(latitude, longitude)
        marks += wash.oval(x, y, r * 0.035, r * 0.04, "var(--f)", rim="var(--i)")
    canyon = [disc.point(-8 + 2 * sind(9 * lon), lon) for lon in range(-24, 12, 4)]
    marks += wash.stroke("M" + "L".join(UNIT.data(*p) for p in canyon), "var(--i)", 2)
    return wash.clipped(marks, f'<circle r="{number(r)}"/>', "ball")


def _sky_ball(r: float) -> str:
    """Draws the sky around Orion as a globe shows it from outside."""
    disc = Disc(0, 0, r)

    def place(star: Star) -> Point | None:
        lon = (star.ra - 84 + 180) % 360 - 180
        return disc.point(star.dec, lon) if abs(lon) < 88 else None

    lines = [[(dec, lon) for lon in range(-90, 91, 10)] for dec in (-60, -30, 0, 30, 60)]
    lines += [[(dec, lon) for dec in range(-90, 91, 10)] for lon in range(-60, 61, 30)]
    grid = "".join("M" + "L".join(UNIT.data(*disc.point(*p)) for p in line) for line in lines)
    return UNIT.circle(0, 0, r, "t") + wash.stroke(grid, "var(--g)", 0.5) + _small_sky(place)


def _small_sky(place: Callable[[Star], Point | None]) -> str:
    """Draws figures and stars of a small chart: two sizes of dots are enough."""
    figures = "".join(chain_data(figure, place) for figure in constellations().values())
    marks = wash.stroke(figures, "var(--g)", 0.9)
    for faintest, width in ((4.1, 2.0), (2.1, 4.4)):
        shown = [p for star in stars() if star.magnitude < faintest and (p := place(star))]
        marks += wash.stroke(dots(shown), "var(--i)", width)
    return marks


@goods(DISCS)
def planisphere(pen: Pen, diameter: Annotated[float, Between(100, 350)] = 250) -> str:
    """This function will draw a turning star chart with its window and its ring of dates."""
    unit = diameter / 2 * pen.scale
    inner = unit * 0.84
    sky = Polar(0, 0, inner, 125)
    opening = (0, inner * 0.24, inner * 0.80, inner * 0.72)
    chart = UNIT.circle(0, 0, inner, "t")
    chart += _small_sky(lambda star: sky.point(star.ra, star.dec) if sky.holds(star.dec) else None)
    marks = UNIT.circle(0, 0, unit, PAPER) + UNIT.circle(0, 0, inner * 1.02, SHADE)
    marks += UNIT.spokes(unit * 0.96, unit * 0.985, range(0, 360, 6))
    marks += UNIT.spokes(unit * 0.93, unit * 0.985, range(0, 360, 30))
    for k, month in enumerate(MONTHS):
        words = UNIT.letter(0, -unit * 0.885, month, unit * 0.052, spacing=0.1)
        marks += UNIT.place(words, turn=15 + 30 * k)
    marks += wash.clipped(chart, UNIT.ellipse(*opening), "window") + UNIT.ellipse(*opening, BOLD)
    for hour in range(18, 31):
        words = UNIT.letter(0, -inner * 0.93, str(hour % 24), unit * 0.05)
        marks += UNIT.place(words, turn=(hour - 24) * 15)
    return marks + UNIT.circle(0, 0, unit * 0.035, SHADE) + UNIT.circle(0, 0, unit * 0.012, DETAIL_BLACK)


@goods(DIALS)
def orrery(pen: Pen, diameter: Annotated[float, Between(120, 360)] = 280) -> str:
    """This function will draw a hand-driven model of the inner planets."""
    r, flat = diameter / 2, 0.30
    base = pen.cylinder(0, r * 0.50, 14, r * 0.48, flat, TINT)
    base += pen.cylinder(14, r * 0.40, 40, r * 0.34, flat)
    marks = pen.place(base, turn=-90) + pen.line(r * 0.36, -30, r * 0.58, -30, BOLD)
    marks += pen.line(r * 0.58, -30, r * 0.58, -52, BOLD) + pen.box(r * 0.58 - 5, -66, 10, 16, BLACK, 3)
    marks += pen.ellipse(0, -54, r * 0.24, r * 0.072, TINT)
    marks += pen.spokes(r * 0.24, r * 0.265, range(0, 360, 9), y=-54, flat=flat)
    marks += pen.place(pen.cylinder(36, 9, 120, 7, 0.2, angles=EDGE), turn=-90)
    for part, angle, size, tone in ((0.42, 215, 6, DETAIL_BLACK), (0.62, 330, 9, SHADE), (1.0, 20, 7, SHADE)):
        marks += _planet_arm(pen, r * part * cosd(angle), r * part * flat * sind(angle), size, tone)
    x, y = r * 0.80 * cosd(135), r * 0.80 * flat * sind(135)
    marks += _planet_arm(pen, x, y, 10, PAPER) + pen.circle(x + 17, y - 144, 2.6, DETAIL_PAPER)
    shade = [(6 + 2.4 * i, -146 + 2 * i, 6 + 2.4 * i, -124 - 2 * i) for i in range(4)]
    return marks + pen.circle(0, -136, 17, TINT) + pen.lines(HATCH, shade)


def _planet_arm(pen: Pen, x: float, y: float, size: float, tone: str) -> str:
    """Draws an arm from the column to a planet; y is measured from the top of the column."""
    top = y - 104
    arm = pen.line(0, -104, x, top, BOLD) + pen.line(x, top, x, top - 26, BOLD)
    return arm + pen.circle(x, top - 26 - size, size, tone)


@goods(DIALS)
def sundial(pen: Pen, diameter: Annotated[float, Between(80, 360)] = 240) -> str:
    """This function will draw a level sundial with the hour lines of 50 degrees north."""
    r, flat, thick = diameter / 2, 0.52, 10.0
    deep = r * flat
    marks = pen.path(SHADE, "M", -r, -thick, "V", 0, "A", r, deep, "0 0 0", r, 0, "V", -thick, "Z")
    for part, tone in ((1.0, TINT), (0.92, HATCH), (0.70, HATCH)):
        marks += pen.ellipse(0, -thick, r * part, deep * part, tone)
    lines, numbers = [], ""
    for hour, text in enumerate(HOURS, start=6):
        angle = hour_angle(hour)
        x, y = r * sind(angle), -deep * cosd(angle) - thick
        lines.append((0.16 * x, 0.30 * deep + 0.16 * y, 0.68 * x, 0.14 * deep + 0.68 * y))
        numbers += pen.letter(0.81 * x, 0.05 * deep + 0.81 * y + r * 0.03, text, r * 0.085, weight=500)
    gnomon = _gnomon(pen, r, deep, 0.40 * deep - thick, thick)
    return marks + pen.lines(DETAIL, lines) + gnomon + numbers


def _gnomon(pen: Pen, r: float, deep: float, foot: float, thick: float) -> str:
    """Draws the blade that casts the shadow, and its shadow."""
    shadow = pen.path(
        DETAIL_SHADE, "M", 3, foot, "L", r * 0.40, -thick - 0.36 * deep,
        "L", r * 0.05, -thick - 0.54 * deep, "Z",
    )  # fmt: skip
    return shadow + pen.path(
        PAPER, "M", -3, foot, "L", 5, -thick - 0.60 * deep - r * 0.62,
        "L", 9, -thick - 0.56 * deep, "L", 3, foot, "Z",
    )  # fmt: skip


def hour_angle(hour: int) -> float:
    """This function will return the angle of an hour line from noon, in degrees, for 50 degrees north."""
    turn = 15.0 * (hour - 12)
    return math.degrees(math.atan2(sind(LATITUDE) * sind(turn), cosd(turn)))


Outline = list[Point]


def _stone(seed: int, width: float, squash: float) -> Outline:
    """Returns the outline of an irregular stone that stands at y = 0, in millimetres."""
    dice = chance(seed)
    waves = [(weight, dice.random() * math.tau) for weight in (0.10, 0.07, 0.05, 0.035, 0.025)]
    outline = []
    for a in range(0, 360, 10):
        reach = 1 + sum(w * math.sin((k + 2) * math.radians(a) + phase) for k, (w, phase) in enumerate(waves))
        outline.append((width / 2 * reach * cosd(a), width / 2 * squash * reach * sind(a)))
    low = max(y for _, y in outline)
    return [(x, y - low) for x, y in outline]


def _body(pen: Pen, outline: Outline, tone: str) -> str:
    return path(tone, smooth_closed([(x * pen.scale, y * pen.scale) for x, y in outline]))


@goods(STONES)
def meteorite(
    pen: Pen, seed: Annotated[int, Between(0, 100000)] = 1, width: Annotated[float, Between(8, 130)] = 62
) -> str:
    """This function will draw an iron meteorite; each seed has its own shape and thumb prints."""
    outline = _stone(seed, width, 0.72)
    dice = chance(seed + 1000)
    middle = sum(y for _, y in outline) / len(outline)
    marks = _body(pen, outline, TINT)
    for _ in range(16):
        angle, reach = dice.random() * 360, math.sqrt(dice.random()) * 0.40 * width
        size = width * (0.045 + 0.06 * dice.random())
        marks += pen.place(_pit(pen, size), reach * cosd(angle), middle + reach * 0.68 * sind(angle))
    shade = []
    for (x, y), (nx, ny) in pairwise(outline[: len(outline) // 3]):
        for part, deep in ((0.0, 0.24), (0.33, 0.15), (0.66, 0.2)):
            ex, ey = x + (nx - x) * part, y + (ny - y) * part
            end = (ex * (0.97 - deep), ey + (middle - ey) * (0.05 + deep))
            shade.append((ex * 0.97, ey + (middle - ey) * 0.05, *end))
    return marks + pen.lines(HATCH, shade)


def _pit(pen: Pen, s: float) -> str:
    """Draws one thumb print with its shadow."""
    hollow = pen.path(
        DETAIL_SHADE, "M", -s, 0, "Q", -s * 0.7, -s * 0.9, s * 0.2, -s * 0.72,
        "Q", s * 1.1, -s * 0.3, s * 0.7, s * 0.34, "Q", 0, s * 0.8, -s, 0, "Z",
    )  # fmt: skip
    strokes = [(s * (0.28 * k - 0.5), -s * 0.5, s * (0.28 * k - 0.62), s * 0.12) for k in range(4)]
    return hollow + pen.lines(HATCH, strokes)


@goods(STONES)
def tektite(pen: Pen, width: Annotated[float, Between(10, 90)] = 44) -> str:
    """This function will draw a tektite: black glass with flow lines and small pits."""
    outline = _stone(77, width, 0.52)
    middle = sum(y for _, y in outline) / len(outline)
    flow = ""
    for k in range(-3, 4):
        y, reach = middle + k * width * 0.066, width * (0.40 - 0.022 * k * k)
        flow += pen.data(
            "M", -reach, y, "C", -reach * 0.4, y - width * 0.07, reach * 0.3, y + width * 0.06,
            reach, y - width * 0.01,
        )  # fmt: skip
    unit = width * pen.scale
    pits = "".join(
        wash.oval(x * unit, middle * pen.scale + y * unit, unit * 0.03, unit * 0.02, "none", rim="#8fa9bd")
        for x, y in ((-0.2, -0.1), (0.12, 0.06), (0.26, -0.06), (-0.05, 0.13), (-0.3, 0.05))
    )
    return _body(pen, outline, f"{SCREEN} {BOLD}") + wash.stroke(flow, "#8fa9bd", 0.9) + pits


@goods(MUGS)
def mug(pen: Pen, motif: Motif = "orion") -> str:
    """This function will draw a mug with a motif."""
    r, tall, e = 41.0, 96.0, 0.2
    handle = pen.cable(
        11, "M", r - 2, -tall * 0.80, "C", r + 38, -tall * 0.90, r + 38, -tall * 0.18, r - 4, -tall * 0.20,
        tone=PAPER,
    )  # fmt: skip
    body = pen.cylinder(0, r * 0.97, tall, r, e, PAPER) + pen.ellipse(tall, 0, e * r, r, SHADE)
    body += pen.ellipse(tall - 2, 0, e * r * 0.88, r * 0.9, SCREEN)
    steam = "".join(
        pen.path(HATCH, "M", x, -tall - 14, "c", 6, -7, -6, -12, 0, -20, "c", 5, -7, -5, -11, 0, -18)
        for x in (-12, 2, 15)
    )
    return (
        handle
        + pen.place(body, 0, 0, -90)
        + pen.place(emblem(motif, 28 * pen.scale), -2, -tall * 0.44)
        + steam
    )


@goods(BAGS)
def tote_bag(pen: Pen, motif: Motif = "ursa_major") -> str:
    """This function will draw a cotton bag with a motif."""
    w, h = 380.0, 420.0
    far = pen.cable(22, "M", -96, -h, "C", -90, -h - 190, 90, -h - 190, 96, -h, tone=SHADE)
    bag = pen.path(
        PAPER, "M", -w / 2, -h, "H", w / 2, "C", w / 2 + 8, -h * 0.6, w / 2 - 4, -h * 0.3, w / 2 + 4, 0,
        "Q", 0, 12, -w / 2 - 4, 0, "C", -w / 2 + 6, -h * 0.3, -w / 2 - 8, -h * 0.6, -w / 2, -h, "Z",
    )  # fmt: skip
    hem = pen.line(-w / 2, -h + 22, w / 2, -h + 22, HATCH)
    folds = [(w / 2 - 18 - i * 11, -h * 0.08, w / 2 - 10 - i * 10, -h * (0.62 - 0.05 * i)) for i in range(7)]
    folds += [(-w / 2 + 14 + i * 10, -14, -w / 2 + 18 + i * 12, -h * (0.2 - 0.03 * i)) for i in range(4)]
    near = pen.cable(
        22, "M", -96, -h + 60, "V", -h - 20, "C", -90, -h - 150, 90, -h - 150, 96, -h - 20,
        "V", -h + 60, tone=TINT,
    )  # fmt: skip
    patches = "".join(
        pen.box(x - 15, -h + 26, 30, 40, DETAIL_TINT)
        + pen.lines(HATCH, [(x - 13, -h + 28, x + 13, -h + 64), (x + 13, -h + 28, x - 13, -h + 64)])
        for x in (-96, 96)
    )
    return (
        far
        + bag
        + hem
        + pen.lines(HATCH, folds)
        + near
        + patches
        + pen.place(emblem(motif, 128 * pen.scale), 0, -h * 0.42)
    )


@goods(PINS)
def enamel_pin(pen: Pen, motif: Motif = "saturn") -> str:
    """This function will draw an enamel pin on its backing card."""
    card = pen.box(-26, -32, 52, 64, PAPER, 1.5) + pen.circle(0, -26.5, 2, DETAIL_SHADE)
    edge = pen.circle(0.7, 1.9, 17.4, BLACK) + pen.circle(0, 1, 17.4, TINT) + pen.circle(0, 1, 16, HATCH)
    gleam = pen.path(HATCH, "M", -13.6, -2.6, "A", 14.4, 14.4, "0 0 1", -5, -12.4)
    words = pen.letter(0, 28, "HARD ENAMEL", 2.4, spacing=0.2)
    return card + edge + pen.place(emblem(motif, 12.6 * pen.scale), 0, 1) + gleam + words
