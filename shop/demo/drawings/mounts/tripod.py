"""Tripods and piers. The origin is the underside of the head, the feet stand at y = height."""

import math

from shop.demo.drawings.engraving.pen import (
    BLACK,
    DETAIL_BLACK,
    DETAIL_PAPER,
    HATCH,
    PAPER,
    SHADE,
    TINT,
    Pen,
    cosd,
    sind,
)

UPPER_LEG = (20, 40, 55, 68, 79, -75)
LOWER_LEG = (25, 48, 66, 80)


def tripod(pen: Pen, height: float, spread: float = 330, *, tray: bool = True, girth: float = 1) -> str:
    """This function will draw a tripod with two-part legs; `girth` makes the legs thicker."""
    rear = _rear_leg(pen, height, girth)
    middle = _tray(pen, height * 0.47, spread * 0.50) if tray else ""
    legs = _leg(pen, height, -spread, girth) + _leg(pen, height, spread, girth)
    head = pen.path(SHADE, "M", -70 * girth, -16, "H", 70 * girth, "L", 62 * girth, 16, "H", -62 * girth, "Z")
    return rear + middle + legs + head


def _leg(pen: Pen, height: float, reach: float, girth: float) -> str:
    angle = math.degrees(math.atan2(height - 10, reach * 0.88))
    length = math.hypot(reach * 0.88, height - 10)
    g = girth
    leg = pen.cylinder(0, 20 * g, length * 0.56, 20 * g, 0.12, angles=UPPER_LEG)
    leg += pen.cylinder(length * 0.56, 13 * g, length * 0.97, 13 * g, 0.12, angles=LOWER_LEG)
    leg += pen.ring(length * 0.53, length * 0.585, 25 * g, 0.12, SHADE)
    leg += pen.box(length * 0.545, -34 * g, length * 0.025, 18 * g, BLACK, pen.units(2))
    leg += _foot(pen, length, 13 * g) + pen.box(-10, -25 * g, 46, 50 * g, TINT, pen.units(4))
    leg += pen.circle(13, 0, 6 * g, DETAIL_BLACK)
    return pen.place(leg, reach * 0.12, 0, angle)


def _foot(pen: Pen, length: float, radius: float) -> str:
    return pen.path(
        BLACK, "M", length * 0.97, -radius, "L", length, -4, "L", length, 4, "L", length * 0.97, radius, "Z"
    )


def _rear_leg(pen: Pen, height: float, girth: float) -> str:
    """Draws the leg that points away: a little shorter, nearly upright."""
    g = girth
    angle = math.degrees(math.atan2(height * 0.90, 40))
    length = math.hypot(40, height * 0.90)
    leg = pen.cylinder(0, 18 * g, length * 0.56, 18 * g, 0.12, angles=(10, 30, 45, 58, 70, 80))
    leg += pen.cylinder(length * 0.56, 12 * g, length * 0.97, 12 * g, 0.12, angles=LOWER_LEG)
    leg += pen.ring(length * 0.53, length * 0.585, 23 * g, 0.12, SHADE) + _foot(pen, length, 12 * g)
    return pen.place(leg, 6, 0, angle)


def _tray(pen: Pen, y: float, half: float) -> str:
    w = half
    top = pen.path(TINT, "M", -w, y, "L", w * 0.16, y - 26, "L", w * 1.02, y, "L", w * 0.1, y + 24, "Z")
    edge = pen.path(
        SHADE, "M", -w, y, "L", w * 0.1, y + 24, "L", w * 1.02, y, "v", 9, "L", w * 0.1, y + 33,
        "L", -w, y + 9, "Z",
    )  # fmt: skip
    holes = "".join(
        pen.ellipse(part * w, y + 2 + abs(part) * pen.units(2), w * 0.12, 6, DETAIL_PAPER)
        for part in (-0.42, -0.06, 0.34)
    )
    return top + edge + holes


def field_tripod(pen: Pen, height: float, *, girth: float = 1, column: float = 0) -> str:
    """This function will draw a photo tripod: three-part legs with twist locks and a centre column."""
    spread = height * 0.36
    stay = height * 0.42
    marks = _rear_field_leg(pen, height, girth)
    brace = pen.line(0, stay * 0.80, -spread * 0.40, stay, "b")
    brace += pen.line(0, stay * 0.80, spread * 0.40, stay, "b")
    post = pen.cylinder(-column, 14 * girth, height * 0.36, 14 * girth, 0.2, angles=(20, 42, 60, 74))
    marks += brace + pen.place(post, 0, 0, 90)
    for reach in (-spread, spread):
        marks += _field_leg(pen, height, reach, girth)
    crown = pen.path(
        TINT, "M", -34 * girth, -24, "H", 34 * girth, "L", 46 * girth, 14, "Q", 0, 34, -46 * girth, 14, "Z"
    )
    ring = pen.box(-24 * girth, -36, 48 * girth, 14, BLACK, 4)
    return marks + crown + ring


def _field_leg(pen: Pen, height: float, reach: float, girth: float) -> str:
    angle = math.degrees(math.atan2(height, reach * 0.9))
    length = math.hypot(reach * 0.9, height)
    return pen.place(_field_leg_parts(pen, length, girth), reach * 0.1, 0, angle)


def _rear_field_leg(pen: Pen, height: float, girth: float) -> str:
    angle = math.degrees(math.atan2(height * 0.92, 30))
    return pen.place(_field_leg_parts(pen, math.hypot(30, height * 0.92), girth * 0.92), 4, 0, angle)


def _field_leg_parts(pen: Pen, length: float, girth: float) -> str:
    marks = ""
    for start, end, radius in ((0.66, 0.975, 8.5), (0.36, 0.68, 11.0), (0.0, 0.38, 14.0)):
        marks += pen.cylinder(
            length * start, radius * girth, length * end, radius * girth, 0.14, angles=UPPER_LEG
        )
    for at, radius in ((0.345, 16.0), (0.655, 13.5)):
        marks += pen.ring(length * at, length * at + 44, radius * girth, 0.14, BLACK, shaded=False)
    grip = pen.ring(36, 36 + length * 0.15, 18 * girth, 0.14, SHADE)
    foot = pen.ring(length * 0.97, length, 12 * girth, 0.2, BLACK, shaded=False)
    return marks + foot + grip


def pier_column(pen: Pen, height: float, radius: float = 62) -> str:
    """This function will draw a steel pier with ribs and a flange, standing at y = height."""
    flat = 0.16
    base, plate = radius * 2.3, 16.0
    flange = pen.path(
        TINT, "M", -base, height - plate, "V", height, "A", base, base * flat, "0 0 0", base, height,
        "V", height - plate, "Z",
    )  # fmt: skip
    flange += pen.ellipse(0, height - plate, base, base * flat, TINT)
    column = pen.place(pen.cylinder(-height + 8, radius, 0, radius, flat), 0, 0, -90)
    ribs = ""
    for side in (-1, 1):
        ribs += pen.path(
            SHADE, "M", side * radius, height - plate, "L", side * base * 0.86, height - plate,
            "L", side * radius, height - min(230, height * 0.3), "Z",
        )  # fmt: skip
    centre = pen.path(
        PAPER, "M", -7, height - plate + base * flat * 0.8, "L", -7, height - min(220, height * 0.28),
        "H", 7, "L", 7, height - plate + base * flat * 0.8, "Z",
    )  # fmt: skip
    bolts = "".join(
        pen.ellipse(base * 0.84 * sind(a), height - plate + base * flat * 0.84 * cosd(a), 9, 4, DETAIL_BLACK)
        for a in (-55, -20, 20, 55)
    )
    grain = pen.lines(
        HATCH,
        [
            (radius + 8 + i * 9, height - plate - 4, radius + 2 + i * 4, height - 150 + i * 16)
            for i in range(7)
        ],
    )
    return column + flange + ribs + centre + grain + bolts
