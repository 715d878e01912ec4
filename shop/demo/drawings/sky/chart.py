"""Marks of a star chart: dots, figures and the Milky Way. Coordinates are drawing units."""

import math
from collections.abc import Callable, Iterable, Sequence

from shop.demo.drawings.engraving import wash
from shop.demo.drawings.engraving.pen import Pen, path, sind
from shop.demo.drawings.sky.geometry import Point, from_galactic
from shop.demo.drawings.sky.stars import Constellation, Star, stars_by_hip

UNIT = Pen(1)
Place = Callable[[float, float], Point]


def dots(points: Iterable[Point]) -> str:
    """This function will write path data that makes a round dot of the line's width at each point.

    Neighbouring dots follow each other and steps are relative, which keeps the file small.
    """
    tenths = sorted({(round(x * 10), round(y * 10)) for x, y in points}, key=_strip)
    out, at = [], (0, 0)
    for x, y in tenths:
        step = f"m{_tenth(x - at[0])}"
        down = _tenth(y - at[1])
        out.append(f"{step}{down if down[0] == '-' else ' ' + down}h0")
        at = (x, y)
    return "".join(out)


def _strip(point: tuple[int, int]) -> tuple[int, int, int]:
    """Orders points in strips that run up and down in turn."""
    strip = point[0] // 160
    return strip, point[1] if strip % 2 else -point[1], point[0]


def _tenth(value: int) -> str:
    whole, rest = divmod(abs(value), 10)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}" if not rest else f"{sign}{whole or ''}.{rest}"


def star_radius(magnitude: float, size: float = 1) -> float:
    """This function will return the radius of a star's dot in drawing units."""
    return max(0.55, (6.35 - magnitude) * 0.62 + max(0.0, 1.6 - magnitude) * 0.75) * size


def star_dots(placed: Iterable[tuple[Star, Point]], size: float = 1, colour: str = "var(--i)") -> str:
    """This function will draw stars as dots whose size tells their brightness."""
    bins: dict[float, list[Point]] = {}
    for star, point in placed:
        width = round(star_radius(star.magnitude, size) * 4) / 2
        bins.setdefault(max(0.8, width), []).append(point)
    return "".join(
        wash.stroke(dots(points), colour, width) for width, points in sorted(bins.items(), reverse=True)
    )


def gapped_line(a: Point, b: Point, gap_a: float, gap_b: float) -> str:
    """This function will write a line between two points that keeps clear of both; short ones vanish."""
    length = math.dist(a, b)
    if length <= gap_a + gap_b + 1.5:
        return ""
    ux, uy = (b[0] - a[0]) / length, (b[1] - a[1]) / length
    return UNIT.data("M", a[0] + ux * gap_a, a[1] + uy * gap_a, "L", b[0] - ux * gap_b, b[1] - uy * gap_b)


def figure_data(
    figure: Constellation, place: Callable[[Star], Point | None], size: float = 1, clear: float = 4
) -> str:
    """This function will write the lines of a constellation; stars without a place are left out."""
    known = stars_by_hip()
    out = ""
    for first, second in figure.pairs:
        a, b = place(known[first]), place(known[second])
        if a is not None and b is not None:
            gap_a = star_radius(known[first].magnitude, size) + clear
            gap_b = star_radius(known[second].magnitude, size) + clear
            out += gapped_line(a, b, gap_a, gap_b)
    return out


def chain_data(figure: Constellation, place: Callable[[Star], Point | None]) -> str:
    """This function will write a constellation as plain lines from star to star, for small charts."""
    known = stars_by_hip()
    out = ""
    for chain in figure.chains:
        pen_down = False
        for hip in chain:
            point = place(known[hip])
            if point is not None:
                out += ("L" if pen_down else "M") + UNIT.data(*point)
            pen_down = point is not None
    return out


def milky_way_half_width(longitude: float, side: int, band: int) -> float:
    """This function will return how far the Milky Way reaches from its middle, in degrees.

    The place is true; the width is schematic: three nested bands with gentle waves.
    """
    base = (15.0, 9.5, 5.0)[band]
    lon = longitude + (40 if side < 0 else 0)
    wave = 2.6 * sind(5 * lon + 60 * band) + 1.9 * sind(11 * lon + 100) + 1.2 * sind(23 * lon + 200 * band)
    return max(1.4, base + wave * (1 - 0.22 * band))


def smooth_closed(points: Sequence[Point]) -> str:
    """This function will write a smooth closed curve along the points."""

    def middle(a: Point, b: Point) -> Point:
        return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2

    data = UNIT.data("M", *middle(points[-1], points[0]))
    for k, point in enumerate(points):
        data += UNIT.data("Q", *point, *middle(point, points[(k + 1) % len(points)]))
    return data + "Z"


def milky_way_ring(place: Place, band: int, step: int = 4) -> str:
    """This function will write both edges of the whole Milky Way, to be filled by the even-odd rule."""
    edges = []
    for side in (1, -1):
        edge = [
            place(*from_galactic(lon, side * milky_way_half_width(lon, side, band)))
            for lon in range(0, 360, step)
        ]
        edges.append(smooth_closed(edge))
    return "".join(edges)


def milky_way_arc(place: Place, band: int, start: int, end: int, step: int = 3) -> str:
    """This function will write a part of the Milky Way as one closed curve, in galactic longitudes."""
    upper: list[Point] = []
    lower: list[Point] = []
    for lon in range(start, end, step):
        for side, edge in ((1, upper), (-1, lower)):
            edge.append(place(*from_galactic(lon, side * milky_way_half_width(lon, side, band) - 1)))
    return smooth_closed(upper + lower[::-1])


def rays(
    x: float, y: float, inner: float, outer: Callable[[int], float], angles: Iterable[int], tone: str
) -> str:
    """This function will draw short lines outward from a circle, as on a setting circle."""
    data = ""
    for angle in angles:
        s, c = math.sin(math.radians(angle)), math.cos(math.radians(angle))
        reach = outer(angle)
        data += UNIT.data("M", x - inner * s, y - inner * c, "L", x - reach * s, y - reach * c)
    return path(tone, data)
