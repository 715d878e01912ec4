"""Star charts for printed pages. Everything is drawn in the units of the plate."""

import math
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from itertools import pairwise

from shop.demo.drawings.engraving import wash
from shop.demo.drawings.engraving.bounds import Box
from shop.demo.drawings.engraving.lettering import lettering
from shop.demo.drawings.engraving.pen import Pen, cosd, path, sind
from shop.demo.drawings.gifts.page import Page, title
from shop.demo.drawings.sky.chart import (
    chain_data,
    dots,
    figure_data,
    milky_way_ring,
    rays,
    star_dots,
    star_radius,
)
from shop.demo.drawings.sky.geometry import (
    Dome,
    Mollweide,
    Point,
    Polar,
    Stereographic,
    from_ecliptic,
    from_galactic,
    sidereal_time,
    to_ecliptic,
    to_galactic,
)
from shop.demo.drawings.sky.labels import LabelDesk, Segment
from shop.demo.drawings.sky.stars import (
    STAR_NAMES,
    Constellation,
    Star,
    constellations,
    stars,
    stars_by_hip,
)

UNIT = Pen(1)
Frame = tuple[float, float, float, float]  # left, top, right, bottom
ZODIAC = ("Ari", "Tau", "Gem", "Cnc", "Leo", "Vir", "Lib", "Sco", "Sgr", "Cap", "Aqr", "Psc")


def fine(data: str, colour: str, width: float = 0.8) -> str:
    """This function will draw path data as a fine line in a colour of the plate."""
    return wash.stroke(data, colour, width) if data else ""


def milky_way(data: str, opacity: float = 0.75, fill: str = "var(--u)") -> str:
    """This function will fill the Milky Way between its edges."""
    return f'<path style="fill:{fill};fill-rule:evenodd;stroke:none;opacity:{opacity:g}" d="{data}"/>'


def ring_scale(x: float, y: float, radius: float, *, step: int = 5, long: int = 15) -> str:
    """This function will draw the border of a round chart: two rings and the marks of a setting circle."""
    k = max(0.45, radius / 158)
    ticks = rays(
        x, y, radius + 8 * k, lambda a: radius + (13 if a % long == 0 else 10.5) * k, range(0, 360, step), "h"
    )
    return (
        wash.circle(x, y, radius, "var(--i)", 1.8)
        + wash.circle(x, y, radius + 8 * k, "var(--i)", 0.8)
        + ticks
    )


def _round(sheet: Page) -> tuple[float, float, float]:
    """Finds the circle that leaves room for the title: middle and radius."""
    radius = min(sheet.width * 0.412, sheet.height * 0.304)
    return sheet.middle, sheet.top + sheet.height * 0.40, radius


def polar_sky(sheet: Page, *, south: bool) -> str:
    """This function will draw the sky around a celestial pole."""
    x, y, r = _round(sheet)
    limit = 4.4 if r > 120 else 4.0
    place = Polar(x, y, r, 120, south=south)
    edge = math.copysign(30, 1 if south else -1)
    grid = "".join(
        UNIT.data("M", x - d, y, "a", d, d, "0 1 0", 2 * d, 0, "a", d, d, "0 1 0", -2 * d, 0)
        for d in (r * 0.25, r * 0.5, r * 0.75)
    )
    for hour in range(0, 360, 30):
        grid += UNIT.data("M", *place.point(hour, -math.copysign(84, edge)), "L", *place.point(hour, edge))
    figures = "".join(
        chain_data(figure, lambda star: place.point(star.ra, star.dec) if place.holds(star.dec) else None)
        for figure in constellations().values()
    )
    shown = [(s, place.point(s.ra, s.dec)) for s in stars() if s.magnitude <= limit and place.holds(s.dec)]
    inside = milky_way(milky_way_ring(place.point, 1, 8)) + fine(grid, "var(--g)", 0.5)
    inside += fine(figures, "var(--i)", 0.6)
    inside = wash.disc(x, y, r, "var(--t)") + inside + star_dots(shown, 0.62 * max(0.55, r / 158))
    circle = UNIT.circle(x, y, r)
    name = "The southern sky" if south else "The northern sky"
    return (
        wash.clipped(inside, circle, "sky")
        + ring_scale(x, y, r)
        + title(sheet, name, f"to magnitude {limit:g}")
    )


def whole_milky_way(sheet: Page) -> str:
    """This function will draw the whole sky along the Milky Way, the centre of the galaxy in the middle."""
    upright = sheet.upright
    half = min(sheet.width * (0.30 if upright else 0.21), sheet.height * (0.185 if upright else 0.34))
    x, y = sheet.middle, sheet.top + sheet.height * (0.41 if upright else 0.42)
    place = Mollweide(x, y, half, upright=upright)
    rx, ry = (half, 2 * half) if upright else (2 * half, half)
    band = _galactic_band(place, 13, 0.5) + _galactic_band(place, 7, 0.7)
    lines = [[place.point(lon, lat) for lon in range(-180, 181, 12)] for lat in range(-60, 61, 30)]
    lines += [[place.point(lon, lat) for lat in range(-90, 91, 10)] for lon in range(-150, 180, 30)]
    grid = "".join("M" + "L".join(UNIT.data(*p) for p in line) for line in lines)
    shown = [(s, place.point(*to_galactic(s.ra, s.dec))) for s in stars() if s.magnitude <= 4.6]
    inside = wash.oval(x, y, rx, ry, "var(--t)") + band + fine(grid, "var(--g)", 0.4) + star_dots(shown, 0.58)
    marks = wash.clipped(inside, UNIT.ellipse(x, y, rx, ry), "sky") + UNIT.ellipse(x, y, rx, ry, "b")
    return marks + title(sheet, "The Milky Way", "the whole sky, our galaxy along the middle")


def _galactic_band(place: Mollweide, reach: float, opacity: float) -> str:
    """Draws the Milky Way, broadest toward the centre of the galaxy."""
    upper, lower = [], []
    for lon in range(-179, 180, 6):
        bulge = math.exp(-((lon / 34) ** 2))
        upper.append(place.point(lon, reach * (1 + 0.25 * sind(5 * lon) + 0.8 * bulge)))
        lower.append(place.point(lon, -reach * (1 + 0.25 * sind(7 * lon + 50) + 0.7 * bulge)))
    data = "M" + "L".join(UNIT.data(*p) for p in upper + lower[::-1]) + "Z"
    return wash.area(data, "var(--u)", opacity)


def zodiac_ring(sheet: Page) -> str:
    """This function will draw the twelve constellations of the zodiac around the Sun."""
    x, y, r = _round(sheet)
    inner, outer = r * 0.52, r

    def place(ra: float, dec: float) -> Point | None:
        lon, lat = to_ecliptic(ra, dec)
        if abs(lat) > 17:
            return None
        reach = (inner + outer) / 2 - lat / 20 * (outer - inner) / 2
        return x - reach * cosd(lon), y + reach * sind(lon)

    shown = []
    for star in stars():
        point = place(star.ra, star.dec) if star.magnitude <= 4.8 else None
        if point is not None:
            shown.append((star, point))
    figures = "".join(chain_data(constellations()[code], lambda s: place(s.ra, s.dec)) for code in ZODIAC)
    middle = (inner + outer) / 2
    marks = wash.disc(x, y, outer, "var(--t)") + wash.disc(x, y, inner, "var(--f)")
    marks += wash.circle(x, y, inner, "var(--i)", 1.4) + fine(_dashed_circle(x, y, middle), "var(--g)", 0.8)
    marks += fine(figures, "var(--i)", 0.8) + star_dots(shown, 0.72 * max(0.55, r / 158))
    marks += ring_scale(x, y, outer, step=5, long=30) + _sun(x, y, inner * 0.25)
    size = max(6.0, r * 0.066)
    for code in ZODIAC:
        lon = _middle_longitude(constellations()[code])
        cx, cy = x - inner * 0.78 * cosd(lon), y + inner * 0.78 * sind(lon)
        words = lettering(0, size * 0.36, code.upper(), size, weight=500, spacing=0.12, anchor="middle")
        turn = (90 - lon) % 360
        upright = turn - 180 if 90 < turn < 270 else turn
        marks += UNIT.place(words, cx, cy, upright)
    return marks + title(sheet, "The zodiac", "the twelve constellations along the path of the Sun")


def _dashed_circle(x: float, y: float, r: float) -> str:
    return "".join(
        UNIT.data("M", x + r * cosd(a), y + r * sind(a), "L", x + r * cosd(a + 2.4), y + r * sind(a + 2.4))
        for a in range(0, 360, 5)
    )


def _middle_longitude(figure: Constellation) -> float:
    points = [to_ecliptic(stars_by_hip()[hip].ra, stars_by_hip()[hip].dec)[0] for hip in figure.members]
    return math.degrees(math.atan2(sum(map(sind, points)), sum(map(cosd, points)))) % 360


def _sun(x: float, y: float, r: float) -> str:
    """Draws an engraved Sun: straight and waving rays in turn."""
    data = ""
    for k in range(16):
        a = 22.5 * k
        if k % 2:
            data += UNIT.data(
                "M",
                x + r * 1.2 * cosd(a),
                y + r * 1.2 * sind(a),
                "L",
                x + r * 1.75 * cosd(a),
                y + r * 1.75 * sind(a),
            )
        else:
            data += UNIT.data(
                "M", x + r * 1.12 * cosd(a - 7), y + r * 1.12 * sind(a - 7),
                "L", x + r * 2.0 * cosd(a), y + r * 2.0 * sind(a),
                "L", x + r * 1.12 * cosd(a + 7), y + r * 1.12 * sind(a + 7),
            )  # fmt: skip
    shade = [
        (
            x + r * 0.2 + r * 0.13 * i,
            y - r * math.sqrt(max(0, 0.9 - (0.2 + 0.13 * i) ** 2)) * 0.7,
            x + r * 0.2 + r * 0.13 * i,
            y + r * math.sqrt(max(0, 0.9 - (0.2 + 0.13 * i) ** 2)),
        )
        for i in range(6)
    ]
    return path("", data) + UNIT.circle(x, y, r, "o") + UNIT.lines("h", shade)


def _named(
    placed: Iterable[tuple[Star, Point]], lines: Sequence[Segment], frame: Frame, size: float, limit: int
) -> str:
    """Letters the names of the brightest stars where they cross no line of the figure."""
    named = sorted((item for item in placed if item[0].hip in STAR_NAMES), key=lambda item: item[0].magnitude)
    desk = LabelDesk(lines=list(lines), frame=Box(*frame))
    marks = ""
    for star, point in named[:limit]:
        gap = star_radius(star.magnitude, 1) + 5
        label = desk.beside(point, STAR_NAMES[star.hip], size, gap)
        if label is not None:
            marks += label
    return marks


def one_constellation(sheet: Page, figure: Constellation) -> str:
    """This function will draw one constellation with all its stars to magnitude 5.7."""
    ra, dec, span = _extent(figure)
    left, top = sheet.left + sheet.width * 0.07, sheet.top + sheet.height * 0.055
    width, height = sheet.width * 0.86, sheet.height * (0.74 if sheet.upright else 0.70)
    scale = min(width / span[0], height / span[1]) * 0.80
    chart = Stereographic(ra, dec, scale, left + width / 2, top + height / 2, mirrored=True)
    around = (left - 60, top - 60, left + width + 60, top + height + 60)

    def place(star: Star) -> Point | None:
        point = chart.point(star.ra, star.dec)
        return point if _within(point, around) else None

    size = 1.0 if sheet.width > 240 else 0.75
    shown = [(star, point) for star in stars() if (point := place(star)) is not None]
    known = {star.hip: point for star, point in shown}
    lines = [(known[a], known[b]) for a, b in figure.pairs if a in known and b in known]
    members = [(star, point) for star, point in shown if star.hip in figure.members]
    inside = UNIT.box(left, top, width, height, "t n") + _background(chart, around, figure, place)
    inside += wash.stroke(figure_data(figure, place, size, 4.5), "var(--i)", 1.4) + star_dots(shown, size)
    within = (left + 4, top + 4, left + width - 4, top + height - 4)
    inside += _named(members, lines, within, max(8.0, sheet.width * 0.030), 6)
    frame = UNIT.box(left, top, width, height)
    words = title(sheet, figure.name, figure.meaning, at=0.885 if sheet.upright else 0.875)
    return wash.clipped(inside, frame, "sky") + frame + words


def _background(
    chart: Stereographic, around: Frame, figure: Constellation, place: Callable[[Star], Point | None]
) -> str:
    """Draws what lies behind a constellation: Milky Way, coordinate lines and neighbours, faintly."""
    marks = ""
    if any(_within(chart.point(*from_galactic(lon, 0)), around) for lon in range(0, 360, 4)):
        marks += milky_way(milky_way_ring(chart.point, 1, 6), 0.55)
    others = "".join(chain_data(other, place) for other in constellations().values() if other != figure)
    return marks + fine(_graticule(chart, around), "var(--g)", 0.45) + fine(others, "var(--g)", 0.7)


def _extent(figure: Constellation) -> tuple[float, float, tuple[float, float]]:
    """Finds the middle of a figure and its size in degrees."""
    members = [stars_by_hip()[hip] for hip in figure.members]
    ra = (
        math.degrees(
            math.atan2(
                sum(sind(s.ra) * cosd(s.dec) for s in members), sum(cosd(s.ra) * cosd(s.dec) for s in members)
            )
        )
        % 360
    )
    dec = (min(s.dec for s in members) + max(s.dec for s in members)) / 2
    flat = Stereographic(ra, min(89.0, dec), 1, 0, 0, mirrored=True)
    points = [flat.point(s.ra, s.dec) for s in members]
    width = 2 * max(abs(p[0]) for p in points)
    height = 2 * max(abs(p[1]) for p in points)
    return ra, dec, (max(width, 15.0), max(height, 15.0))


def _within(point: Point, frame: Frame) -> bool:
    return frame[0] < point[0] < frame[2] and frame[1] < point[1] < frame[3]


def _graticule(chart: Stereographic, frame: Frame) -> str:
    """Writes lines of equal declination and right ascension, as far as they run within the frame."""
    lines = [[(ra, dec) for ra in range(0, 361, 5)] for dec in range(-80, 90, 10)]
    step = 15 if abs(chart.latitude) < 60 else 30
    lines += [[(ra, dec) for dec in range(-85, 86, 5)] for ra in range(0, 360, step)]
    data = ""
    for line in lines:
        pen_down = False
        points = [chart.point(*place) for place in line]
        for here, following in pairwise(points):
            if _within(here, frame) or _within(following, frame):
                data += ("" if pen_down else "M" + UNIT.data(*here)) + "L" + UNIT.data(*following)
                pen_down = True
            else:
                pen_down = False
    return data


def night_sky(
    sheet: Page, moment: datetime, latitude: float, longitude: float, words: tuple[str, str]
) -> str:
    """This function will draw the whole sky above a place at a moment."""
    x, y, r = _round(sheet)
    sidereal = sidereal_time(moment, longitude)
    place = Dome(x, y, r, sidereal, latitude)

    def point(star: Star) -> Point | None:
        return place.point(star.ra, star.dec) if place.holds(star.ra, star.dec) else None

    shown = [(star, p) for star in stars() if star.magnitude <= 4.6 and (p := point(star)) is not None]
    figures = "".join(chain_data(figure, point) for figure in constellations().values())
    ecliptic = [
        place.point(*from_ecliptic(lon)) for lon in range(0, 360, 3) if place.holds(*from_ecliptic(lon))
    ]
    inside = wash.disc(x, y, r, "#0c1b2a") + milky_way(milky_way_ring(place.point, 1, 6), 0.8, "#23405c")
    inside += wash.stroke(dots(ecliptic), "#7f99ad", 1) + wash.stroke(figures, "#7f99ad", 0.8)
    inside += star_dots(shown, 0.7 * max(0.55, r / 158), "#f3f6fa")
    circle = UNIT.circle(x, y, r)
    marks = wash.clipped(inside, circle, "sky") + ring_scale(x, y, r)
    size = max(7.0, r * 0.075)
    for letter, angle in (("N", 0), ("E", 90), ("S", 180), ("W", 270)):
        away = r + max(14.0, r * 0.16)
        marks += lettering(
            x - away * sind(angle),
            y - away * cosd(angle) + size * 0.36,
            letter,
            size,
            weight=600,
            anchor="middle",
        )
    return marks + title(sheet, *words, at=0.875)


BERLIN = (52.52, 13.40)
MIDSUMMER = datetime(2027, 6, 21, 21, 30, tzinfo=UTC)
