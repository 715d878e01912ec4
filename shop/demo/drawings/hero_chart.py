"""The chart of an evening: stars, figures, names, the horizon, and a telescope that points at the target.

Star positions are true. The Milky Way has its true place and a schematic width.
"""

import math
from collections.abc import Iterator

from shop.demo.drawings.engraving import wash
from shop.demo.drawings.engraving.bounds import Box, bounds
from shop.demo.drawings.engraving.chance import chance
from shop.demo.drawings.engraving.lettering import lettering
from shop.demo.drawings.engraving.numbers import number
from shop.demo.drawings.engraving.pen import Pen, cosd, sind
from shop.demo.drawings.engraving.sheet import STYLE, plate
from shop.demo.drawings.sky.chart import dots, figure_data, milky_way_arc, star_radius
from shop.demo.drawings.sky.evening import NIGHTS, Layout, Sky, sky_of, target_of
from shop.demo.drawings.sky.geometry import Point, from_ecliptic, from_galactic
from shop.demo.drawings.sky.labels import LabelDesk
from shop.demo.drawings.sky.stars import (
    STAR_NAMES,
    Constellation,
    Star,
    constellations,
    messier,
    stars,
    stars_by_hip,
)
from shop.demo.drawings.telescopes.dobsonian import Dobsonian, draw_dobsonian

UNIT = Pen(1)
RETICLE = 26.0  # radius of the circle around the target
HERO_STYLE = (
    "<style>svg{--p:#f6f9fb;--m0:#e9f1f6;--m1:#dce8f1;--m2:#cddfeb;--l:#5f7b92;--gl:#b4c8d6;--y:#f2b400;--bs:#2a5c93;"
    "--ws:#33495e;--os:#8a4b12}"
    "@media(prefers-color-scheme:dark){svg{--p:#0a1622;--m0:#0e2031;--m1:#12293e;--m2:#17334c;--l:#86a5c0;--gl:#1f3850;"
    "--y:#ffc93c;--bs:#b9d8ff;--ws:#f3f6fa;--os:#ffd3a1}}"
    ".S,.S *{fill:var(--l);stroke:none}.R,.R *{fill:var(--r);stroke:none}</style>"
)
# Messier objects that the chart marks.
MARKED = frozenset(
    (1, 2, 3, 5, 6, 7, 8, 10, 11, 12, 13, 15, 17, 22, 27, 31, 33, 34, 35, 37, 41, 42, 44, 45, 46, 47, 48, 50,
     51, 57, 65, 67, 77, 83, 87, 104)
)  # fmt: skip


def evening_chart(layout: Layout, year: int, month: int) -> str:
    """This function will draw the southern sky of a month with the telescope, as one crop."""
    sky = sky_of(layout, year, month)
    target = sky.point(*target_of(month))
    telescope, axis = _telescope(layout, target)
    desk = _desk(sky, target, axis, telescope)
    marks = wash.area(UNIT.data("M", 0, 0, "H", layout.width, "V", layout.height, "H", 0, "Z"), "var(--p)")
    marks += _milky_way(sky) + _grid(sky) + _ecliptic(sky)
    marks += _figures(sky) + _stars(sky)
    marks += _target(target, NIGHTS[month].messier, desk, layout) + _names(sky, desk, NIGHTS[month].messier)
    marks += _ground(layout, sky) + _pointer(target, axis)
    return plate(marks + telescope, width=layout.width, height=layout.height, style=STYLE + HERO_STYLE)


def _figures(sky: Sky) -> str:
    """Draws the figures whose stars have risen and stand on the crop or just beside it."""

    def place(star: Star) -> Point | None:
        point = sky.star(star)
        return point if point is not None and sky.shows(point, 240) else None

    data = "".join(figure_data(figure, place) for figure in constellations().values())
    return wash.stroke(data, "var(--l)", 0.9)


def _milky_way(sky: Sky) -> str:
    """Draws the part of the Milky Way that stands over the horizon, in three nested bands."""

    def in_front(longitude: int) -> bool:
        altitude, azimuth = sky.horizontal(*from_galactic(longitude, 0))
        return altitude > -32 and 68 < azimuth < 292

    shown = [lon for lon in range(0, 720, 3) if in_front(lon % 360)]
    marks = ""
    for start, end in _runs(shown):
        if start < 360:
            marks += "".join(
                wash.area(milky_way_arc(sky.point, band, start, end + 3), f"var(--m{band})")
                for band in range(3)
            )
    return marks


def _runs(values: list[int]) -> Iterator[tuple[int, int]]:
    """Finds unbroken runs of every third degree; a run that began before 0 is left to the second turn."""
    start = None
    for k, value in enumerate(values):
        if k == 0 or value != values[k - 1] + 3:
            start = value
        if (
            (k + 1 == len(values) or values[k + 1] != value + 3)
            and start is not None
            and (start > 0 or value < 357)
        ):
            yield start, value


def _grid(sky: Sky) -> str:
    data = ""
    for altitude in range(10, 80, 10):
        data += "M" + "L".join(
            UNIT.data(*sky.chart.point(azimuth, altitude)) for azimuth in range(80, 281, 5)
        )
    for azimuth in range(80, 281, 20):
        data += "M" + "L".join(UNIT.data(*sky.chart.point(azimuth, altitude)) for altitude in range(0, 81, 5))
    return wash.stroke(data, "var(--gl)", 0.8)


def _ecliptic(sky: Sky) -> str:
    data = ""
    for start in range(0, 360, 2):
        first, second = sky.point(*from_ecliptic(start)), sky.point(*from_ecliptic(start + 2))
        if sky.shows(first, 40) and sky.horizontal(*from_ecliptic(start))[0] > 0:
            data += UNIT.data("M", *first, "L", *second)
    return f'<path style="stroke:var(--l);stroke-width:1;stroke-dasharray:1 6" d="{data}"/>' if data else ""


def _stars(sky: Sky) -> str:
    bins: dict[tuple[str, float], list[Point]] = {}
    for star in stars():
        point = sky.star(star) if star.magnitude <= sky.layout.faintest else None
        if point is not None and sky.shows(point, 4):
            colour = "b" if star.colour < 0.05 else "o" if star.colour > 1.1 else "w"
            bins.setdefault((colour, round(star_radius(star.magnitude) * 4) / 2), []).append(point)
    return "".join(
        wash.stroke(dots(points), f"var(--{colour}s)", width)
        for (colour, width), points in sorted(bins.items(), key=lambda item: -item[0][1])
    )


def _telescope(layout: Layout, target: Point) -> tuple[str, tuple[Point, float]]:
    """Draws the telescope so that its axis meets the target; returns it with the mouth of its tube and its
    angle."""
    pen = Pen(layout.telescope_scale)
    x, ground = layout.telescope_x, layout.horizon - 2
    level: Dobsonian = draw_dobsonian(pen, 200, 1200, altitude=45)
    pivot_y = ground - level.base.pivot * pen.scale
    angle = math.degrees(math.atan2(pivot_y - target[1], x - target[0]))
    aimed = draw_dobsonian(pen, 200, 1200, altitude=angle)
    reach = aimed.tube.span.front * pen.scale
    mouth = (x - cosd(angle) * reach, pivot_y - sind(angle) * reach)
    placed = UNIT.place(aimed.marks, x, ground)
    return placed, (mouth, angle)


def _pointer(target: Point, axis: tuple[Point, float]) -> str:
    (x, y), _ = axis
    length = math.dist((x, y), target)
    ux, uy = (target[0] - x) / length, (target[1] - y) / length
    data = UNIT.data("M", x + ux * 6, y + uy * 6, "L", target[0] - ux * 30, target[1] - uy * 30)
    return f'<path style="stroke:var(--r);stroke-width:1.5;stroke-dasharray:7 5" d="{data}"/>'


def _target(target: Point, entry: int, desk: LabelDesk, layout: Layout) -> str:
    """Draws the reticle and the name of the target."""
    x, y = target
    arms = "".join(
        UNIT.data("M", x + RETICLE * cosd(a), y + RETICLE * sind(a), "L", x + 34 * cosd(a), y + 34 * sind(a))
        for a in (0, 90, 180, 270)
    )
    marks = wash.circle(x, y, RETICLE, "var(--r)", 1.6)
    name = desk.beside(target, f"M {entry}", layout.names + 1, 42, weight=600, tone="R")
    return marks + wash.stroke(arms, "var(--r)", 1.6) + (name or "")


def _desk(sky: Sky, target: Point, axis: tuple[Point, float], telescope: str) -> LabelDesk:
    """Lists what labels must keep clear of: telescope, reticle, pointer, bright stars and lines."""
    layout = sky.layout
    taken = [bounds(telescope), Box(target[0] - 36, target[1] - 36, target[0] + 36, target[1] + 36)]
    lines = [(axis[0], target)]
    for star in stars():
        point = sky.star(star) if star.magnitude < 3.4 else None
        if point is not None and sky.shows(point):
            r = star_radius(star.magnitude) + 1
            taken.append(Box(point[0] - r, point[1] - r, point[0] + r, point[1] + r))
    for entry in messier():
        point = sky.point(entry.ra, entry.dec)
        if entry.number in MARKED and sky.shows(point):
            taken.append(Box(point[0] - 7, point[1] - 7, point[0] + 7, point[1] + 7))
    for figure in constellations().values():
        for a, b in figure.pairs:
            first, second = sky.star(stars_by_hip()[a]), sky.star(stars_by_hip()[b])
            if first is not None and second is not None and (sky.shows(first) or sky.shows(second)):
                lines.append((first, second))
    return LabelDesk(taken, lines, Box(14, 14, layout.width - 14, layout.horizon - 34))


def _names(sky: Sky, desk: LabelDesk, target: int) -> str:
    """Letters stars, objects and constellations, the most important first, each where there is room."""
    layout = sky.layout
    marks = ""
    bright = sorted(
        (s for s in stars() if s.hip in STAR_NAMES and s.magnitude < 2.3), key=lambda s: s.magnitude
    )
    for star in bright:
        point = sky.star(star)
        if point is not None and sky.shows(point):
            marks += (
                desk.beside(point, STAR_NAMES[star.hip], layout.names, star_radius(star.magnitude) + 8) or ""
            )
    for figure in constellations().values():
        marks += _constellation_name(sky, desk, figure)
    for entry in messier():
        if entry.number in MARKED:
            point = sky.point(entry.ra, entry.dec)
            if sky.horizontal(entry.ra, entry.dec)[0] > 4 and sky.shows(point, -8):
                marks += _sign(point, entry.kind)
                if entry.number != target:
                    marks += desk.beside(point, f"M {entry.number}", 14, 11, italic=True, tone="S") or ""
    return marks


def _sign(point: Point, kind: str) -> str:
    """Draws the sign for a kind of object."""
    x, y = point
    if "nebula" in kind:
        return wash.area(
            UNIT.data("M", x - 5, y - 5, "h", 10, "v", 10, "h", -10, "Z"), "none", rim="var(--r)", width=1.5
        )
    if kind == "galaxy":
        return UNIT.place('<ellipse style="stroke:var(--r);stroke-width:1.5" rx="7" ry="3.4"/>', x, y, -30)
    ring = f'<circle cx="{number(x)}" cy="{number(y)}" r="6" style="stroke:var(--y);stroke-width:1.6'
    if kind == "globular cluster":
        return (
            ring
            + '"/>'
            + wash.stroke(UNIT.data("M", x - 6, y, "h", 12, "M", x, y - 6, "v", 12), "var(--y)", 1.1)
        )
    return ring + ';stroke-dasharray:2.2 2.2"/>'


def _constellation_name(sky: Sky, desk: LabelDesk, figure: Constellation) -> str:
    points = [sky.star(stars_by_hip()[hip]) for hip in figure.members]
    inside = [p for p in points if p is not None and sky.shows(p)]
    if len(inside) < 0.6 * len(points):
        return ""
    x = sum(p[0] for p in inside) / len(inside)
    y = sum(p[1] for p in inside) / len(inside)
    places = [
        (x + dx * 34, y + dy * 22)
        for dx, dy in sorted(
            ((dx, dy) for dx in range(-4, 5) for dy in range(-5, 6)), key=lambda d: (d[0] ** 2 + d[1] ** 2, d)
        )
    ]
    size = sky.layout.constellations
    return desk.near(places, figure.name.upper(), size, spacing=0.3, tone="S") or ""


def _ground(layout: Layout, sky: Sky) -> str:
    """Draws the horizon with azimuth marks, and the engraved ground below it."""
    y = layout.horizon
    dice = chance(3)
    marks = wash.area(UNIT.data("M", 0, y, "H", layout.width, "V", layout.height, "H", 0, "Z"), "var(--p)")
    strokes = ""
    for row in range(max(1, int((layout.height - y - 8) / 7))):
        x = -10 + dice.random() * 20
        while x < layout.width:
            length = 14 + dice.random() * 46
            strokes += UNIT.data("M", x, y + 8 + row * 7, "h", length)
            x += length + 10 + row * 9 + dice.random() * 40
    marks += wash.stroke(strokes, "var(--i)", 0.9, 0.55)
    marks += wash.stroke(UNIT.data("M", 0, y, "H", layout.width), "var(--i)", 2.4)
    ticks = ""
    for azimuth in range(80, 281, 2):
        x = sky.chart.point(azimuth, 0)[0]
        ticks += UNIT.data("M", x, y, "v", -9 if azimuth % 10 == 0 else -5) if 0 < x < layout.width else ""
    marks += wash.stroke(ticks, "var(--i)", 1.2)
    for azimuth in range(80, 281, 20):
        x = sky.chart.point(azimuth, 0)[0]
        if 20 < x < layout.width - 20 and abs(x - layout.telescope_x) > layout.clear:
            words = "S" if azimuth == 180 else f"{azimuth}°"
            marks += lettering(x, y - 15, words, 13, spacing=0.02, anchor="middle", tone="S")
    return marks
