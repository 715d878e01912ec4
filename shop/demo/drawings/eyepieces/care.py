"""Cases, cleaning, heating and power: what keeps the optics well."""

from typing import Annotated

from shop.demo.drawings.engraving.pen import (
    BLACK,
    BOLD,
    DETAIL,
    DETAIL_BLACK,
    DETAIL_PAPER,
    DETAIL_SHADE,
    DETAIL_TINT,
    EDGE,
    FLAT_SHADE,
    GLINT,
    HATCH,
    LIT,
    MIDDLE,
    PAPER,
    SCREEN,
    SHADE,
    TINT,
    Pen,
)
from shop.demo.drawings.engraving.registry import Between, goods, whole_plate
from shop.demo.drawings.engraving.sheet import Sheet, scale_bar

CASES = Sheet(scale=1.25, bar=100, stand="base")
# Where eyepieces stand in the case: x, y, radius in millimetres.
IN_THE_CASE = (
    (98, -184, 19), (158, -186, 22), (224, -186, 19), (286, -184, 24), (76, -130, 24), (148, -131, 29),
    (228, -131, 25), (304, -130, 30),
)  # fmt: skip
KITS = Sheet(scale=1.8, bar=50, stand="base")


@goods(CASES)
def eyepiece_case(pen: Pen) -> str:
    """This function will draw an open case with eyepieces standing in foam."""
    w, back, low, skew = 380.0, -216.0, -96.0, 44.0
    lid = pen.path(TINT, "M", skew, back, "H", w - skew, "l", 10, -170, "H", skew - 10, "Z")
    lid += pen.path(
        DETAIL_SHADE, "M", skew + 14, back - 12, "H", w - skew - 14, "l", 8, -144, "H", skew + 6, "Z"
    )
    strokes = [(w - 64 - i * 11, back - 20, w - 62 - i * 11, back - 130 + i * 14) for i in range(8)]
    lid += pen.lines(HATCH, strokes)
    foam = pen.path(DETAIL_SHADE, "M", 0, low, "L", skew, back, "H", w - skew, "L", w, low, "Z")
    rim = pen.path(BLACK, "M", 0, low, "L", skew, back, "h", -10, "L", -10, low, "Z")
    rim += pen.path(BLACK, "M", w, low, "L", w - skew, back, "h", 10, "L", w + 10, low, "Z")
    tops = "".join(_standing_eyepiece(pen, x, y, r) for x, y, r in IN_THE_CASE)
    return lid + foam + rim + tops + _case_front(pen, w, low)


def _case_front(pen: Pen, w: float, top: float) -> str:
    """Draws the front wall of a case with clasps and handle."""
    marks = pen.box(0, top, w, -top, PAPER, 4) + pen.box(0, top, w, 12, TINT)
    marks += pen.lines(HATCH, [(w - 8 - i * 7, -6, w - 8 - i * 7, top + 26 + i * 6) for i in range(9)])
    for x in (70, w - 104):
        marks += pen.box(x, top - 8, 34, 30, SHADE, 3) + pen.box(x + 6, top + 4, 22, 8, DETAIL_BLACK, 2)
    middle = w / 2
    marks += pen.path(
        BOLD, "M", middle - 52, -52, "v", 20, "q", 0, 12, 12, 12, "h", 80, "q", 12, 0, 12, -12, "v", -20
    )
    return marks + pen.box(middle - 60, -60, 16, 18, SHADE, 2) + pen.box(middle + 44, -60, 16, 18, SHADE, 2)


def _standing_eyepiece(pen: Pen, x: float, y: float, r: float) -> str:
    e = 0.42
    hole = pen.ellipse(x, y + 2, r + 5, (r + 5) * e, DETAIL_BLACK)
    body = pen.cylinder(-4, r, 22, r, e, TINT, angles=MIDDLE)
    body += pen.ring(6, 16, r * 1.03, e, BLACK, shaded=False)
    body += pen.ellipse(22, 0, e * r, r, SHADE) + pen.ellipse(22, 0, e * r * 0.74, r * 0.74, DETAIL_BLACK)
    body += pen.ellipse(21, 0, e * r * 0.52, r * 0.52, DETAIL_TINT)
    return hole + pen.place(body, x, y, -90)


@goods(KITS)
def cleaning_kit(pen: Pen) -> str:
    """This function will draw a blower, a bottle, a brush and a folded cloth."""
    bottle = pen.cylinder(0, 20, 62, 20, 0.2) + pen.cylinder(62, 20, 70, 9, 0.2, angles=EDGE)
    bottle += pen.ring(70, 92, 11, 0.2, BLACK, shaded=False) + pen.ring(10, 50, 20.4, 0.2, TINT)
    brush = pen.cylinder(0, 6, 66, 6, 0.2, angles=MIDDLE) + pen.ring(62, 78, 9, 0.2, SHADE)
    brush += pen.path(
        PAPER, "M", 78, -9, "C", 92, -16, 104, -14, 118, -4, "L", 118, 4, "C", 104, 14, 92, 16, 78, 9, "Z"
    )
    brush += pen.lines(HATCH, [(80, -7 + i * 2.3, 112 + (i % 2) * 3, -3.4 + i * 1.1) for i in range(7)])
    cloth = pen.path(TINT, "M", 0, 0, "L", 22, -34, "H", 122, "L", 104, 0, "Z")
    cloth += pen.path(SHADE, "M", 0, 0, "H", 104, "V", 9, "Q", 52, 13, 0, 9, "Z")
    cloth += pen.path(DETAIL, "M", 26, -34, "L", 40, -14, "H", 112)
    cloth += pen.lines(HATCH, [(44 + i * 9, -4, 52 + i * 9, -11) for i in range(6)])
    marks = _blower(pen) + pen.place(bottle, 84, -3, -90)
    return marks + pen.place(brush, 112, -8, -60) + pen.place(cloth, 142, -9)


def _blower(pen: Pen) -> str:
    """Draws a rubber blower."""
    marks = pen.path(
        BLACK, "M", -34, 0, "C", -52, -8, -54, -52, -36, -76, "C", -26, -90, -14, -96, -9, -108, "H", 9,
        "C", 14, -96, 26, -90, 36, -76, "C", 54, -52, 52, -8, 34, 0, "Z",
    )  # fmt: skip
    marks += pen.path(
        GLINT, "M", -34, -18, "C", -42, -38, -38, -62, -26, -78, "M", -26, -12,
        "C", -33, -34, -30, -58, -20, -74, "M", -17, -10, "C", -22, -30, -20, -52, -13, -70,
    )  # fmt: skip
    nozzle = pen.cylinder(0, 9, 8, 9, 0.2, TINT, angles=()) + pen.cylinder(8, 6, 52, 2.6, 0.2, angles=EDGE)
    return marks + pen.place(nozzle, 0, -106, -90)


@goods(KITS)
def dew_heater(pen: Pen) -> str:
    """This function will draw a heater band, closed to a ring, with its plug and controller."""
    r, flat = 84.0, 0.34
    inside = pen.path(
        SHADE, "M", -r, -44, "A", r, r * flat, "0 0 1", r, -44, "V", -4,
        "A", r, r * flat, "0 0 0", -r, -4, "Z",
    )  # fmt: skip
    outside = pen.path(
        BLACK, "M", -r, -44, "A", r, r * flat, "0 0 0", r, -44, "V", -4,
        "A", r, r * flat, "0 0 1", -r, -4, "Z",
    )  # fmt: skip
    stitches = pen.path(
        GLINT, "M", -r + 3, -36, "A", r, r * flat, "0 0 0", r - 3, -36, "M", -r + 3, -11,
        "A", r, r * flat, "0 0 0", r - 3, -11,
    )  # fmt: skip
    strap = pen.box(-26, -23, 40, 36, SHADE, 3) + pen.box(-16, -17, 20, 24, DETAIL_PAPER, 2)
    strap += pen.lines(HATCH, [(-13 + i * 3.4, -14, -13 + i * 3.4, 4) for i in range(5)])
    cable = pen.cable(
        5, "M", r - 20, 12, "C", 130, 40, 150, -50, 120, -84, "S", 150, -140, 186, -124, tone=SHADE,
    )  # fmt: skip
    plug = pen.place(pen.box(-14, -7, 24, 14, BLACK, 3) + pen.box(10, -4, 14, 8, TINT, 1), 190, -122, 24)
    box = pen.box(146, -86, 96, 86, TINT, 6) + pen.box(158, -76, 48, 22, SCREEN, 3)
    box += pen.letter(163, -59.4, "60 %", 15, anchor="start", tone="Y")
    box += pen.knob(222, -65, 12, SHADE)
    box += "".join(
        pen.circle(170 + i * 24, -26, 8, DETAIL_PAPER) + pen.circle(170 + i * 24, -26, 3, DETAIL_BLACK)
        for i in range(3)
    )
    box += pen.lines(HATCH, [(238 - i * 4, -4, 238 - i * 4, -40 + i * 4) for i in range(6)])
    return cable + inside + outside + stitches + strap + pen.place(box, -22, 0) + plug


@goods(CASES)
def power_tank(pen: Pen) -> str:
    """This function will draw a portable battery with a handle, sockets and a lit display."""
    body = pen.path(
        PAPER, "M", 0, 0, "V", -170, "Q", 0, -190, 20, -190, "H", 260, "Q", 280, -190, 280, -170, "V", 0, "Z",
    )  # fmt: skip
    body += pen.lines(HATCH, [(272 - i * 6, -6, 272 - i * 6, -150 + i * 10) for i in range(11)])
    side = pen.path(
        SHADE, "M", 280, 0, "V", -170, "Q", 280, -190, 262, -190, "L", 300, -206, "Q", 318, -204, 318, -188,
        "V", -16, "Z",
    )  # fmt: skip
    top = pen.path(TINT, "M", 20, -190, "L", 62, -208, "H", 300, "L", 262, -190, "Z")
    handle = pen.path(
        BLACK, "M", 70, -200, "V", -224, "Q", 70, -246, 92, -246, "H", 218, "Q", 240, -246, 240, -224,
        "V", -200, "H", 224, "V", -220, "Q", 224, -230, 214, -230, "H", 96, "Q", 86, -230, 86, -220,
        "V", -200, "Z",
    )  # fmt: skip
    panel = pen.box(22, -164, 116, 62, SCREEN, 6)
    panel += pen.letter(36, -118, "87 %", 38, anchor="start", tone="Y")
    sockets = ""
    for i, x in enumerate((170, 214, 258)):
        sockets += pen.circle(x, -138, 17, SHADE) + pen.circle(x, -138, 11, DETAIL_BLACK)
        sockets += pen.circle(x, -138, 3.4, DETAIL_PAPER if i else DETAIL_TINT)
    for x in (160, 188, 216):
        sockets += pen.box(x, -98, 20, 10, DETAIL_BLACK, 2)
    switch = pen.box(26, -82, 40, 22, SHADE, 4) + pen.box(32, -77, 14, 12, DETAIL_BLACK, 2)
    charge = pen.path(LIT, "M", 84, -72, "h", 12, "m", 8, 0, "h", 12)
    feet = pen.box(18, -2, 40, 10, BLACK, 2) + pen.box(222, -2, 40, 10, BLACK, 2)
    return feet + side + body + top + handle + panel + sockets + switch + charge


@whole_plate()
def solar_film(
    pen: Pen,
    width: Annotated[float, Between(80, 1000)] = 200,
    height: Annotated[float, Between(80, 1000)] = 290,
) -> str:
    """This function will draw a sheet of solar film with a curled corner."""
    scale = min(520 / height, 520 / width)
    own = Pen(pen.scale * scale)
    w, h, curl = width, height, min(width, height) * 0.26
    sheet = own.path(TINT, "M", 0, 0, "H", w, "V", h - curl, "L", w - curl, h, "H", 0, "Z")
    bands = [(w * (0.08 + 0.05 * i), h * 0.96, w * (0.30 + 0.05 * i), h * 0.04) for i in (0, 1, 2, 7, 8, 12)]
    sheet += own.lines(HATCH, bands)
    sheet += own.path(
        FLAT_SHADE, "M", w * 0.52, h * 0.985, "L", w * 0.74, h * 0.012, "H", w * 0.86,
        "L", w * 0.62, h * 0.985, "Z",
    )  # fmt: skip
    sheet += own.place(_curl(own, curl), w, h)
    left, top = (640 - w * scale) / 2, (590 - h * scale) / 2
    length = 100 if max(w, h) > 150 else 50
    return own.place(sheet, left / scale, top / scale) + scale_bar(length, scale)


def _curl(pen: Pen, c: float) -> str:
    """Draws the corner that curls up, left of and above the origin."""
    marks = pen.path(
        PAPER, "M", 0, -c, "C", -c * 0.5, -c * 0.95, -c * 0.9, -c * 0.8, -c * 1.05, -c * 0.72,
        "C", -c * 1.1, -c * 0.4, -c * 1.02, -c * 0.2, -c, 0, "Z",
    )  # fmt: skip
    strokes = [
        (-c * (0.95 - i * 0.1), -c * (0.12 + i * 0.09), -c * (0.98 - i * 0.1), -c * (0.6 + i * 0.03))
        for i in range(8)
    ]
    return marks + pen.lines(HATCH, strokes)
