"""Sections: a telescope cut open along its axis, with the path of the light.

Letters name the parts. Newtonian: A main mirror, B secondary mirror, C focuser, D eyepiece. Refractor:
A lens, B focuser, C star diagonal, D eyepiece. Folded telescopes: A corrector plate or meniscus, B main
mirror, C secondary mirror, D eyepiece. Light comes in from the left.
"""

from typing import Annotated, Literal

from shop.demo.drawings.engraving.bounds import bounds
from shop.demo.drawings.engraving.pen import BLACK, DETAIL_TINT, HATCH, PAPER, SHADE, TINT, Pen
from shop.demo.drawings.engraving.registry import Between, whole_plate
from shop.demo.drawings.engraving.sheet import SIZE
from shop.demo.drawings.telescopes.cutaway import (
    HEIGHTS,
    UNIT,
    Cut,
    Point,
    both_sides,
    cut_open,
    glass,
    length_line,
    main_mirror,
    rays,
    side_focuser,
    tag,
    walls,
)
from shop.demo.drawings.telescopes.tubes import catadioptric_length, clamp, newtonian_length

START = -30.0  # where rays begin, before the mouth of the tube


def _newtonian(aperture: float, focal_length: float, tube_length: float) -> str:
    cut = cut_open(aperture, newtonian_length(focal_length, tube_length))
    size = clamp(aperture / 150, 0.55, 1.2)
    focal, mirror = focal_length * cut.scale, cut.length - 15
    # The focus lies outside the tube, and the inclined mirror inside it.
    fold = max(cut.radius + 75 * size * cut.scale, focal - mirror + 0.07 * cut.length)
    x = mirror - (focal - fold)
    half = max(fold / focal * cut.clear * 1.5, 9)
    secondary = UNIT.place(UNIT.box(-half * 1.41, 0, half * 2.82, 8, TINT, 2), x, 0, 45)
    spider = [(x - 4, -cut.radius, x - 4, -half), (x - 4, cut.radius, x - 4, half * 0.5)]
    bolts = "".join(UNIT.box(mirror + 27, q * cut.clear - 6, 14, 12, PAPER, 2) for q in (-0.6, 0, 0.6))
    marks = walls(cut) + main_mirror(mirror, cut.clear) + bolts + secondary + UNIT.lines(HATCH, spider)
    marks += side_focuser(cut, x, size) + rays(_folded_up(cut, focal, mirror, x, fold), (x, -fold))
    top = cut.radius
    marks += tag("A", (mirror - 30, -top - 62), (mirror + 5, -cut.clear + 4))
    marks += tag("B", (x + 92, top + 48), (x + 8, 8))
    marks += tag("C", (x + 96, -top - 86), (x + 18, -top - 30))
    marks += tag("D", (x - 74, -top - 120), (x - 9, -top - 46))
    return marks + length_line(cut, 0, cut.length)


def _folded_up(cut: Cut, focal: float, mirror: float, x: float, fold: float) -> list[list[Point]]:
    """Follows rays from the main mirror to the inclined one, which is the line y = x' - x, and up."""
    paths = []
    for part in HEIGHTS:
        h = part * cut.clear
        slope = h / focal
        meet = (x - slope * (mirror - focal)) / (1 - slope)
        y = meet - x
        beyond = (x - (meet - x) * 0.3, -fold - 0.3 * (fold + y))
        paths.append([(START, h), (mirror + 4 * (1 - part * part), h), (meet, y), (x, -fold), beyond])
    return paths


def _refractor(aperture: float, focal_length: float) -> str:
    shield = aperture * 1.2
    cut = cut_open(aperture, shield + focal_length * 0.72, focal_length * 0.2 + 40)
    lens, focal = shield * cut.scale, focal_length * cut.scale
    focus = lens + focal
    turn = focus - min(focal_length * 0.11, 80) * cut.scale
    drop, tube = focus - turn, cut.clear * 0.5 + 8 * cut.scale
    objective = glass(lens, cut.clear, -7, 7, 5, DETAIL_TINT) + glass(lens + 6, cut.clear, 7, 2.5, 6, PAPER)
    marks = walls(cut) + objective + _drawtube(cut, tube, turn) + _diagonal(tube, turn, drop)
    marks += rays(_turned_up(cut, focal, lens, turn, drop), (turn, -drop))
    top = cut.radius
    marks += tag("A", (lens + 44, -top - 62), (lens + 5, -cut.clear * 0.8))
    marks += tag("B", (cut.length - 40, -top - 78), (cut.length + 14, -tube - 9))
    marks += tag("C", (turn + 2, top + 46), (turn + 5, 4))
    marks += tag("D", (turn - 66, -drop - 104), (turn - tube * 0.5, -drop - 40))
    return marks + length_line(cut, lens, focus)


def _drawtube(cut: Cut, tube: float, turn: float) -> str:
    """Draws the end of the main tube and the drawtube behind it."""
    x, r = cut.length, cut.radius

    def half(side: int) -> str:
        cone = UNIT.path(
            SHADE, "M", x, side * r, "L", x + 26, side * (tube + 2), "H", x + 34, "V", side * (tube + 8),
            "L", x, side * (r + 4), "Z",
        )  # fmt: skip
        return cone + UNIT.box(x - 4, side * tube - 2, turn - tube - x + 4, 4, SHADE)

    return both_sides(half)


def _diagonal(tube: float, turn: float, drop: float) -> str:
    """Draws the mirror of the star diagonal and the eyepiece above it."""
    mirror = UNIT.path(
        TINT, "M", turn - tube, tube * 1.35, "L", turn + tube * 1.35, -tube, "l", 9, 7,
        "L", turn - tube + 9, tube * 1.35 + 9, "Z",
    )  # fmt: skip
    eye = UNIT.box(turn - tube, -drop - 54, tube * 2, 46, BLACK, 3)
    sides = both_sides(lambda side: UNIT.box(turn + side * tube - 2, -drop - 8, 4, drop - tube + 10, SHADE))
    return mirror + eye + sides


def _turned_up(cut: Cut, focal: float, lens: float, turn: float, drop: float) -> list[list[Point]]:
    """Follows rays from the lens to the diagonal, which is the line y = x - x', and up."""
    paths = []
    for part in HEIGHTS:
        h = part * cut.clear
        slope = h / focal
        meet = (turn - slope * (lens + focal)) / (1 - slope)
        near = turn - meet
        beyond = (turn - (meet - turn) * 0.4, -drop - 0.4 * (drop + near))
        paths.append([(START, h), (lens + 6, h), (meet, near), (turn, -drop), beyond])
    return paths


def _folded(aperture: float, focal_length: float, tube_length: float, *, maksutov: bool) -> str:
    length = catadioptric_length(aperture, focal_length, tube_length, maksutov=maksutov)
    cut = cut_open(aperture, length, length * 0.5)
    back = cut.length - 10
    focus = back + cut.length * 0.28
    small = cut.clear * (0.30 if maksutov else 0.36)
    hole = max(small * 0.62, 9)
    front = _meniscus(cut, small) if maksutov else _corrector(cut, small)
    turn = 29 + cut.clear * 0.16 if maksutov else 30.0
    paths = []
    for part in HEIGHTS:
        h = part * cut.clear
        strike = back + 5 * (1 - part * part) + 2
        paths.append([(START, h), (strike, h), (turn, h * small / cut.clear * 0.8), (focus, 0)])
    marks = walls(cut) + main_mirror(back, cut.clear, hole) + _rear(cut, hole, focus) + front
    marks += rays(paths, (focus, 0))
    top = cut.radius
    marks += tag("A", (56 if maksutov else 52, -top - 62), (20 if maksutov else 16, -cut.clear * 0.9))
    marks += tag("B", (back - 30, -top - 62), (back + 6, -cut.clear * 0.9))
    marks += tag("C", (turn + 66, top + 48), (turn - 2, small * 0.7))
    marks += tag("D", (focus + 34, -top * 0.6 - 40), (focus + 26, -hole))
    return marks + length_line(cut, 0, cut.length)


def _corrector(cut: Cut, small: float) -> str:
    """Draws a flat corrector plate that holds the secondary mirror."""
    plate = UNIT.box(12, -cut.clear, 7, cut.clear * 2, DETAIL_TINT, 2)
    return plate + UNIT.box(10, -small, 18, small * 2, BLACK, 3) + glass(28, small * 0.86, 5, 0, -1, TINT)


def _meniscus(cut: Cut, small: float) -> str:
    """Draws a meniscus with the silvered spot on its inner face."""
    depth = cut.clear * 0.16
    x = 26 + depth
    spot = UNIT.path(
        BLACK, "M", x - 1, -small, "Q", x + depth * 0.2, 0, x - 1, small, "l", 4, 0,
        "Q", x + depth * 0.25 + 4, 0, x + 3, -small, "Z",
    )  # fmt: skip
    return glass(12, cut.clear, depth, depth, 13, DETAIL_TINT) + spot


def _rear(cut: Cut, hole: float, focus: float) -> str:
    """Draws the back plate, the baffle in the mirror's hole, the port and the eyepiece."""
    end = cut.length + 6
    tall = cut.radius - hole

    def half(side: int) -> str:
        plate = UNIT.box(end, side * (cut.radius + hole) / 2 - tall / 2, 7, tall, SHADE)
        port = UNIT.box(end + 7, side * (hole + 5) - 2, focus - end - 7, 4, SHADE)
        return (
            plate
            + port
            + UNIT.box(cut.length * 0.58 - 10, side * hole - 1.5, cut.length * 0.42 + 26, 3, SHADE)
        )

    return both_sides(half) + UNIT.box(focus - 2, -hole - 4, 46, 2 * hole + 8, BLACK, 3)


@whole_plate()
def section(
    pen: Pen,
    kind: Literal["newtonian", "refractor", "cassegrain", "maksutov"] = "newtonian",
    aperture: Annotated[float, Between(40, 406)] = 200,
    focal_length: Annotated[float, Between(300, 4000)] = 1200,
    tube_length: Annotated[float, Between(0, 1800)] = 0,
) -> str:
    """This function will draw a telescope cut open, with the path of the light in red.

    For a refractor the line below gives the focal length, otherwise the length of the tube.
    """
    if kind == "newtonian":
        marks = _newtonian(aperture, focal_length, tube_length)
    elif kind == "refractor":
        marks = _refractor(aperture, focal_length)
    else:
        marks = _folded(aperture, focal_length, tube_length, maksutov=kind == "maksutov")
    box = bounds(marks)
    return pen.place(marks, (SIZE - box.left - box.right) / 2, (SIZE - box.top - box.bottom) / 2)
