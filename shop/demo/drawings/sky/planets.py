"""Saturn and Jupiter, in true proportions."""

from shop.demo.drawings.engraving import wash
from shop.demo.drawings.engraving.numbers import number
from shop.demo.drawings.engraving.pen import Pen, cosd, sind

UNIT = Pen(1)
# Rings of Saturn: outer and inner edge in radii of the planet, colour. C ring, B ring, A ring from the
# inside.
RINGS = ((2.27, 2.03, "#b9cad8"), (1.95, 1.53, "#e6eef4"), (1.53, 1.24, "#5f7d97"))
SATURN_BANDS = (
    (52, 4, "#d9bf8d"),
    (34, 5, "#e2c998"),
    (12, 7, "#ead6ad"),
    (-14, 4, "#d9bf8d"),
    (-38, 5, "#dcc493"),
)
JUPITER_BELTS = (
    (-20, -8, "#b58a5f"),
    (8, 18, "#a97a50"),
    (28, 32, "#cdb08a"),
    (-38, -32, "#cdb08a"),
    (48, 56, "#c7b399"),
)
SATURN_FLATTENING, JUPITER_FLATTENING = 0.92, 0.935


def _front_half(outer: float, inner: float, flat: float) -> str:
    return UNIT.data(
        "M", -outer, 0, "A", outer, outer * flat, "0 0 0", outer, 0,
        "L", inner, 0, "A", inner, inner * flat, "0 0 1", -inner, 0, "Z",
    )  # fmt: skip


def _whole(reach: float, flat: float) -> str:
    half = ("A", reach, reach * flat, "0 1 0")
    return UNIT.data("M", -reach, 0, *half, reach, 0, *half, -reach, 0, "Z")


def _rings(radius: float, flat: float) -> tuple[str, str]:
    """Draws the whole rings, to go behind the ball, and their front half, to go before it."""
    behind, before = "", ""
    for outer, inner, colour in RINGS:
        both = _whole(outer * radius, flat) + _whole(inner * radius, flat)
        behind += f'<path style="fill:{colour};fill-rule:evenodd;stroke:none" d="{both}"/>'
        before += wash.area(_front_half(outer * radius, inner * radius, flat), colour)
    return behind, before


def saturn(x: float, y: float, radius: float, *, tilt: float = 21, turn: float = -14) -> str:
    """This function will draw Saturn; `radius` is that of the ball at its equator, `tilt` opens the rings."""
    flat = sind(tilt)
    tall = radius * SATURN_FLATTENING
    ball = wash.oval(0, 0, radius, tall, "#f4e3c1")
    if radius > 14:
        ball += _saturn_face(radius, tall, tilt)
    behind, before = _rings(radius, flat)
    marks = behind + ball + before
    return UNIT.place(marks, x, y, turn)


def _saturn_face(radius: float, tall: float, tilt: float) -> str:
    flat = sind(tilt)
    marks = ""
    for latitude, width, colour in SATURN_BANDS:
        y, reach = -tall * sind(latitude) * cosd(tilt), radius * cosd(latitude)
        data = UNIT.data("M", -reach, y, "A", reach, reach * flat, "0 0 0", reach, y)
        marks += wash.stroke(data, colour, width * radius / 60)
    limb = UNIT.data(
        "M", radius * 0.5, -radius, "A", radius * 0.75, radius * 1.1, "0 0 1", radius * 0.5, radius,
        "L", radius * 1.2, radius, "V", -radius, "Z",
    )  # fmt: skip
    marks += wash.area(limb, "#0c1b2a", 0.38)
    cast = UNIT.data("M", -radius, 0, "A", radius * 1.24, radius * 1.24 * flat * 0.86, "0 0 0", radius, 0)
    ball = f'<ellipse rx="{number(radius)}" ry="{number(tall)}"/>'
    return wash.clipped(marks, ball, "ball") + wash.stroke(cast, "#7b6a46", radius / 22, 0.6)


def jupiter(x: float, y: float, radius: float, *, turn: float = -6) -> str:
    """This function will draw Jupiter with its belts and the red spot; `radius` is that of the equator."""
    tall = radius * JUPITER_FLATTENING
    marks = wash.oval(0, 0, radius, tall, "#f2e6cf")
    if radius > 3:
        ball = f'<ellipse rx="{number(radius)}" ry="{number(tall)}"/>'
        marks += wash.clipped(_jupiter_face(radius, tall), ball, "jove")
    return UNIT.place(marks, x, y, turn)


def _jupiter_face(radius: float, tall: float) -> str:
    marks = ""
    for low, high, colour in JUPITER_BELTS:
        top, bottom = -tall * sind(high), -tall * sind(low)
        marks += wash.area(
            UNIT.data("M", -radius, top, "H", radius, "V", bottom, "H", -radius, "Z"), colour, 0.8
        )
    marks += wash.oval(radius * 0.34, tall * sind(22), radius * 0.16, radius * 0.085, "#c4633c")
    reach, wide = radius * 1.12, tall * 1.08
    limb = UNIT.data(
        "M", -radius, 0, "A", reach, wide, "0 1 0", radius * 1.3, 0, "A", reach, wide, "0 1 0", -radius, 0,
    )  # fmt: skip
    return marks + wash.stroke(limb, "#0c1b2a", radius * 0.22, 0.22)
