"""A person, for scale."""

from shop.demo.drawings.engraving.pen import HATCH, TINT, Pen

HEIGHT = 1750.0
# Measures of a figure 175 cm tall, in centimetres from the middle of the feet, upward.
LEFT_SIDE = (
    ("M", (-2, 0)), ("L", (-13, 0)), ("Q", (-14.5, 3), (-11, 5)), ("C", (-12.5, 20), (-14, 36), (-12.6, 50)),
    ("C", (-15.5, 66), (-17.5, 80), (-15.5, 94)), ("L", (-16.5, 108)), ("L", (-18.5, 126)),
    ("C", (-20.5, 138), (-19, 142.5), (-12, 144.5)), ("C", (-7, 146), (-4.4, 147.5), (-4.2, 152)),
    ("L", (4.2, 152)), ("C", (4.4, 147.5), (7, 146), (12, 144.5)),
    ("C", (19, 142.5), (20.5, 138), (18.5, 126)),
    ("L", (16.5, 108)), ("L", (15.5, 94)), ("C", (17.5, 80), (15.5, 66), (12.6, 50)),
    ("C", (14, 36), (12.5, 20), (11, 5)), ("Q", (14.5, 3), (13, 0)), ("L", (2, 0)),
    ("C", (3.4, 20), (3.4, 40), (1.6, 56)), ("L", (0, 80)), ("L", (-1.6, 56)),
    ("C", (-3.4, 40), (-3.4, 20), (-2, 0)), ("Z",),
)  # fmt: skip
ARM = (
    ("M", (18.6, 138)), ("C", (23, 132), (22.5, 118), (24, 106)), ("C", (26, 96), (25.4, 86), (24.8, 78)),
    ("C", (24.6, 71), (20.4, 71), (20, 78)), ("C", (19.6, 88), (18.8, 98), (17.6, 108)), ("L", (17.2, 124)),
    ("Z",),
)  # fmt: skip
HEAD = (
    ("M", (-7.4, 164)), ("C", (-7.8, 178), (7.8, 178), (7.4, 164)), ("C", (7.2, 155), (3.6, 150), (0, 150)),
    ("C", (-3.6, 150), (-7.2, 155), (-7.4, 164)), ("Z",),
)  # fmt: skip

Outline = tuple[tuple[str | tuple[float, float], ...], ...]


def person(pen: Pen) -> str:
    """This function will draw a person 1.75 m tall, standing at (0, 0)."""
    marks = _outline(pen, ARM, -1) + _outline(pen, ARM, 1) + _outline(pen, LEFT_SIDE, 1)
    marks += _outline(pen, HEAD, 1)
    strokes = [(14.8 - i * 1.25, 96 - i * 0.4, 17.4 - i * 1.45, 132 - i * 3.4) for i in range(9)]
    strokes += [(10.6 - i * 1.1, 8, 12.0 - i * 1.1, 50 - i * 4) for i in range(6)]
    strokes += [(5.4 - i, 156.5 - i * 0.6, 6.6 - i, 167 - i * 0.8) for i in range(5)]
    strokes += [(23.4 - i * 1.2, 80, 22.8 - i * 1.2, 102 - i * 3) for i in range(3)]
    return marks + pen.lines(HATCH, [(a * 10, -b * 10, c * 10, -d * 10) for a, b, c, d in strokes])


def _outline(pen: Pen, outline: Outline, side: int) -> str:
    data = ""
    for command, *points in outline:
        values = [v for p in points if isinstance(p, tuple) for v in (side * p[0] * 10, -p[1] * 10)]
        data += pen.data(str(command), *values)
    return f'<path class="{TINT}" d="{data}"/>'
