"""How much room marks take, so that a drawing can be centred, fitted and cropped."""

import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]

IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
TOKEN = re.compile(r"[A-Za-z]|-?\d*\.?\d+")
STEP = re.compile(r"(\w+)\(([^)]*)\)")
ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
# Shading always lies inside an outline, and definitions are drawn elsewhere.
SKIPPED_CLASSES = {"h", "hh"}
SKIPPED_TAGS = {"defs", "clipPath", "style"}
# In units of the em of lettering.
GLYPH_BOX: tuple[Point, ...] = ((0, -180), (150, 0))


@dataclass(frozen=True)
class Box:
    """The extent of marks in drawing units; y grows downward."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


def bounds(marks: str) -> Box:
    """This function will measure marks, without the width of their lines.

    Raises ValueError if there are none.
    """
    xs: list[float] = []
    ys: list[float] = []
    root = ET.fromstring(f"<g>{marks}</g>")  # noqa: S314  # these are our own marks
    for x, y in _points(root, IDENTITY):
        xs.append(x)
        ys.append(y)
    if not xs:
        raise ValueError("there is nothing to measure")
    return Box(min(xs), min(ys), max(xs), max(ys))


def _points(element: ET.Element, outer: Matrix) -> Iterator[Point]:
    tag = element.tag.rpartition("}")[2]
    if tag in SKIPPED_TAGS or SKIPPED_CLASSES & set(element.get("class", "").split()):
        return
    matrix = _multiply(outer, _matrix(element.get("transform", "")))
    if element.get("clip-path") is None:
        for x, y in _own_points(tag, element):
            yield _apply(matrix, x, y)
        for child in element:
            yield from _points(child, matrix)


def _own_points(tag: str, element: ET.Element) -> Iterator[Point]:
    if tag == "path":
        return path_points(element.get("d", ""))
    measures = {name: float(element.get(name, "0")) for name in ("x", "y", "cx", "cy", "r", "rx", "ry")}
    if tag == "circle":
        return _around(measures["cx"], measures["cy"], measures["r"], measures["r"])
    if tag == "ellipse":
        return _around(measures["cx"], measures["cy"], measures["rx"], measures["ry"])
    x, y = measures["x"], measures["y"]
    if tag == "rect":
        width, height = float(element.get("width", "0")), float(element.get("height", "0"))
        return iter([(x, y), (x + width, y), (x, y + height), (x + width, y + height)])
    if tag == "use":
        return ((x + dx, y + dy) for dx, dy in GLYPH_BOX)
    return iter(())


def _around(cx: float, cy: float, rx: float, ry: float) -> Iterator[Point]:
    """Walks around an ellipse."""
    for k in range(24):
        angle = math.tau * k / 24
        yield cx + rx * math.cos(angle), cy + ry * math.sin(angle)


def path_points(data: str) -> Iterator[Point]:
    """This function will walk along path data: corners, and enough points of each curve."""
    at: Point = (0, 0)
    start: Point = (0, 0)
    for command, values in _commands(data):
        upper = command.upper()
        if upper == "Z":
            at = start
            continue
        ends = _absolute(command, values, at)
        if upper == "A":
            yield from _arc(at, values, ends[-1])
        elif upper in "CQ":
            yield from _bezier([at, *ends])
        else:
            yield ends[-1]
        at = ends[-1]
        if upper == "M":
            start = at


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    tokens = TOKEN.findall(data)
    command = ""
    at = 0
    while at < len(tokens):
        if tokens[at].isalpha():
            command = tokens[at]
            at += 1
        elif command in "Mm":
            command = "L" if command == "M" else "l"
        count = ARGUMENTS[command.upper()]
        yield command, [float(token) for token in tokens[at : at + count]]
        at += count


def _absolute(command: str, values: list[float], at: Point) -> list[Point]:
    dx, dy = at if command.islower() else (0.0, 0.0)
    upper = command.upper()
    if upper == "H":
        return [(values[0] + dx, at[1])]
    if upper == "V":
        return [(at[0], values[0] + dy)]
    if upper == "A":
        return [(values[5] + dx, values[6] + dy)]
    return [(values[k] + dx, values[k + 1] + dy) for k in range(0, len(values), 2)]


def _bezier(points: list[Point]) -> Iterator[Point]:
    for step in range(1, 9):
        t = step / 8
        level = points
        while len(level) > 1:
            level = [(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for a, b in pairwise(level)]
        yield level[0]


def _arc(start: Point, values: list[float], end: Point) -> Iterator[Point]:
    """Samples an upright elliptical arc by the conversion to its centre that the SVG standard gives."""
    yield end
    rx, ry, large, sweep = abs(values[0]), abs(values[1]), values[3] != 0, values[4] != 0
    hx, hy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    if rx == 0 or ry == 0 or (hx == 0 and hy == 0):
        return
    reach = (hx / rx) ** 2 + (hy / ry) ** 2
    if reach > 1:
        rx, ry, reach = rx * math.sqrt(reach), ry * math.sqrt(reach), 1.0
    factor = math.sqrt(max(0.0, 1 / reach - 1)) * (-1 if large == sweep else 1)
    ox, oy = factor * rx * hy / ry, -factor * ry * hx / rx
    cx, cy = ox + (start[0] + end[0]) / 2, oy + (start[1] + end[1]) / 2
    first = math.atan2((hy - oy) / ry, (hx - ox) / rx)
    last = math.atan2((-hy - oy) / ry, (-hx - ox) / rx)
    span = (last - first) % math.tau if sweep else -((first - last) % math.tau)
    for k in range(1, 12):
        angle = first + span * k / 12
        yield cx + rx * math.cos(angle), cy + ry * math.sin(angle)


def _matrix(transform: str) -> Matrix:
    result = IDENTITY
    for name, arguments in STEP.findall(transform):
        result = _multiply(result, _step(name, [float(v) for v in arguments.replace(",", " ").split()]))
    return result


def _step(name: str, values: list[float]) -> Matrix:
    if name == "translate":
        return (1, 0, 0, 1, values[0], values[1] if len(values) > 1 else 0)
    if name == "scale":
        return (values[0], 0, 0, values[-1], 0, 0)
    if name == "rotate":
        c, s = math.cos(math.radians(values[0])), math.sin(math.radians(values[0]))
        return (c, s, -s, c, 0, 0)
    a, b, c, d, e, f = values
    return (a, b, c, d, e, f)


def _multiply(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[2] * n[1],
        m[1] * n[0] + m[3] * n[1],
        m[0] * n[2] + m[2] * n[3],
        m[1] * n[2] + m[3] * n[3],
        m[0] * n[4] + m[2] * n[5] + m[4],
        m[1] * n[4] + m[3] * n[5] + m[5],
    )


def _apply(m: Matrix, x: float, y: float) -> Point:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]
