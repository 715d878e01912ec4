"""Parts of a section through a telescope. All measures are drawing units; the axis is y = 0, light comes
from the left."""

from collections.abc import Callable
from dataclasses import dataclass

from shop.demo.drawings.engraving.lettering import lettering
from shop.demo.drawings.engraving.pen import (
    BLACK,
    DETAIL_BLACK,
    DETAIL_PAPER,
    FLAT_PAPER,
    GUIDE,
    HATCH,
    PAPER,
    RAY,
    SHADE,
    TINT,
    Pen,
    path,
)
from shop.demo.drawings.engraving.sheet import length_in_words

UNIT = Pen(1)
LONGEST, WIDEST = 532.0, 250.0
WALL = 5.0
# Where rays enter, as parts of the half aperture.
HEIGHTS = (-0.96, -0.58, 0.58, 0.96)
Point = tuple[float, float]


@dataclass(frozen=True)
class Cut:
    """The measures of a tube that has been cut open."""

    scale: float  # drawing units per millimetre
    length: float
    radius: float  # of the tube
    clear: float  # half the aperture


def cut_open(aperture: float, length: float, behind: float = 0) -> Cut:
    """This function will choose the scale for a tube, given in millimetres, and what sticks out behind it."""
    scale = min(LONGEST / (length + behind), WIDEST / (aperture * 1.16))
    return Cut(scale, length * scale, aperture * 0.575 * scale, aperture / 2 * scale)


def both_sides(draw: Callable[[int], str]) -> str:
    """This function will draw something below and above the axis."""
    return draw(-1) + draw(1)


def walls(cut: Cut) -> str:
    """This function will draw the cut walls of the tube with the ring at its mouth."""

    def wall(side: int) -> str:
        y = side * cut.radius - WALL / 2
        return UNIT.box(0, y, cut.length, WALL, SHADE) + UNIT.box(-3, y - 3.5, 24, WALL + 7, SHADE, 2)

    return both_sides(wall)


def rays(paths: list[list[Point]], focus: Point) -> str:
    """This function will draw rays of light, each with an arrow head on its way in, and their focus."""
    data = ""
    for points in paths:
        data += "M" + "L".join(UNIT.data(x, y) for x, y in points)
        x, y = points[0][0] + 84, points[0][1]
        data += UNIT.data("M", x - 9, y - 4.5, "L", x, y, "L", x - 9, y + 4.5)
    return path(RAY, data) + UNIT.circle(*focus, 3, DETAIL_BLACK)


def glass(x: float, half: float, left: float, right: float, thick: float, tone: str) -> str:
    """This function will draw a lens at x; `left` and `right` bulge its faces to the right when positive."""
    return UNIT.path(
        tone, "M", x, -half, "Q", x + left * 2, 0, x, half, "L", x + thick, half,
        "Q", x + thick + right * 2, 0, x + thick, -half, "Z",
    )  # fmt: skip


def main_mirror(x: float, half: float, hole: float = 0) -> str:
    """This function will draw a concave mirror, hatched at the back, with its cell; it may have a hole."""
    thick = 14.0
    if hole:
        marks = both_sides(lambda side: _half_mirror(x, side * half, side * hole, thick))
        cell = [(-0.9 * half, -hole), (hole, 0.9 * half)]
    else:
        marks = UNIT.path(TINT, "M", x, -half, "Q", x + 11, 0, x, half, "L", x + thick, half, "V", -half, "Z")
        cell = [(-0.9 * half, 0.9 * half)]
    strokes = []
    for i in range(int(2 * half / 7.4) - 1):
        y = -half + i * 7.4
        if abs(y + 3.7) > hole:
            strokes.append((x + thick, y, x + thick - 10, y + 6.6))
    plates = "".join(UNIT.box(x + thick + 3, low, 10, high - low, SHADE, 2) for low, high in cell)
    return marks + UNIT.lines(HATCH, strokes) + plates


def _half_mirror(x: float, rim: float, hole: float, thick: float) -> str:
    return UNIT.path(TINT, "M", x, rim, "Q", x + 8.8, rim * 0.5, x + 5.5, hole, "H", x + thick, "V", rim, "Z")


def tag(letter: str, at: Point, to: Point) -> str:
    """This function will draw a letter in a circle with a line to the part that it names."""
    disc = UNIT.circle(*at, 15, DETAIL_PAPER)
    words = lettering(at[0], at[1] + 6.5, letter, 18, weight=600, anchor="middle")
    return UNIT.line(*at, *to, GUIDE) + disc + words


def length_line(cut: Cut, start: float, end: float) -> str:
    """This function will draw a dimension line below the tube."""
    y, top = cut.radius + 104, cut.radius + 20
    data = UNIT.data("M", start, top, "V", y + 8, "M", end, top, "V", y + 8, "M", start, y, "H", end)
    data += UNIT.data("M", start + 9, y - 4, "L", start, y, "L", start + 9, y + 4)
    data += UNIT.data("M", end - 9, y - 4, "L", end, y, "L", end - 9, y + 4)
    middle = (start + end) / 2
    words = lettering(
        middle, y + 6, length_in_words((end - start) / cut.scale), 18, spacing=0.01, anchor="middle"
    )
    return path(GUIDE, data) + UNIT.box(middle - 62, y - 14, 124, 28, FLAT_PAPER) + words


def side_focuser(cut: Cut, x: float, size: float) -> str:
    """This function will draw a Newtonian focuser with its eyepiece on the upper wall."""
    k, top = size * cut.scale, -cut.radius - 2
    foot = UNIT.path(
        SHADE, "M", x - 52 * k, top, "L", x - 40 * k, top - 46 * k, "H", x + 40 * k, "L", x + 52 * k, top, "Z"
    )
    tube = UNIT.box(x - 27 * k, top - 86 * k, 54 * k, 40 * k, PAPER)
    collar = UNIT.box(x - 34 * k, top - 98 * k, 68 * k, 14 * k, SHADE, 2)
    eye = UNIT.box(x - 22 * k, top - 132 * k, 44 * k, 36 * k, BLACK, 3)
    return foot + tube + collar + eye + UNIT.knob(x + 58 * k, top - 64 * k, 26 * k, SHADE)
