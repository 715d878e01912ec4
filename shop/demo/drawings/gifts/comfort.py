"""Light, warmth and a seat for the night."""

from typing import Annotated

from shop.demo.drawings.engraving.pen import (
    BLACK,
    BOLD,
    DETAIL,
    DETAIL_BLACK,
    DETAIL_PAPER,
    DETAIL_SHADE,
    GLINT,
    HATCH,
    LOWER,
    PAPER,
    RAY,
    SHADE,
    TINT,
    Pen,
    cosd,
    sind,
)
from shop.demo.drawings.engraving.registry import Between, goods
from shop.demo.drawings.engraving.sheet import Sheet

LIGHTS = Sheet(scale=2.2, bar=50, stand="centre")
CHAIRS = Sheet(scale=0.42, bar=500, stand="ground")
TOYS = Sheet(scale=2.0, bar=50, stand="centre")
BLANKETS = Sheet(scale=0.85, bar=100, stand="base")


@goods(LIGHTS)
def red_torch(pen: Pen, length: Annotated[float, Between(60, 200)] = 130) -> str:
    """This function will draw a torch with its red light."""
    r, e = 13.0, 0.24
    head = length * 0.72
    marks = pen.cylinder(0, r * 0.9, 5, r, e, TINT, angles=()) + pen.cylinder(5, r, head, r, e)
    marks += pen.ring(length * 0.2, length * 0.46, r * 1.02, e, BLACK, shaded=False)
    marks += pen.knurl(length * 0.2, length * 0.46, r * 1.02, e, 20, GLINT)
    marks += pen.ring(length * 0.54, length * 0.60, r * 1.02, e, SHADE)
    marks += pen.cylinder(head, r, length * 0.82, r * 1.4, e, TINT, angles=LOWER)
    marks += pen.cylinder(length * 0.82, r * 1.4, length, r * 1.45, e)
    marks += pen.ellipse(length, 0, e * r * 1.45, r * 1.45, SHADE)
    marks += pen.ellipse(length, 0, e * r * 1.15, r * 1.15, DETAIL_PAPER)
    marks += pen.ellipse(length, 0, e * 4, 4, RAY)
    rays = "".join(
        pen.line(length + 12, y * 0.62, length + 54 - abs(y) * 0.5, y * 1.9, RAY)
        for y in (-20, -10, 0, 10, 20)
    )
    button = pen.box(length * 0.62, -r - 4, 12, 5, BLACK, 1.6)
    loop = pen.path(BOLD, "M", 2, 4, "C", -26, 2, -34, 32, -12, 30, "S", 10, 14, 4, 8)
    return pen.place(loop + button + marks + rays, 0, 0, -34, mirror=True)


@goods(LIGHTS)
def head_torch_red(pen: Pen) -> str:
    """This function will draw a head torch with a strap and its red light."""
    r, flat = 92.0, 0.36
    back = pen.path(
        SHADE, "M", -r, -16, "A", r, r * flat, "0 0 1", r, -16, "V", 10,
        "A", r, r * flat, "0 0 0", -r, 10, "Z",
    )  # fmt: skip
    front = pen.path(
        TINT, "M", -r, -16, "A", r, r * flat, "0 0 0", r, -16, "V", 10,
        "A", r, r * flat, "0 0 1", -r, 10, "Z",
    )  # fmt: skip
    stitches = pen.path(
        HATCH, "M", -r + 3, -11, "A", r, r * flat, "0 0 0", r - 3, -11, "M", -r + 3, 5,
        "A", r, r * flat, "0 0 0", r - 3, 5,
    )  # fmt: skip
    y = r * flat - 3
    lamp = pen.box(-34, y - 26, 68, 52, BLACK, 12) + pen.circle(-12, y, 15, SHADE)
    lamp += pen.circle(-12, y, 10.5, DETAIL_PAPER) + pen.circle(-12, y, 4, RAY)
    lamp += pen.circle(16, y - 9, 6, DETAIL_SHADE) + pen.box(10, y + 6, 14, 6, DETAIL_PAPER, 2)
    rays = "".join(
        pen.line(-12 + 20 * cosd(a), y + 20 * sind(a) + 8, -12 + 50 * cosd(a), y + 50 * sind(a) + 8, RAY)
        for a in (40, 65, 90, 115, 140)
    )
    buckle = pen.box(r - 30, -2, 20, 24, PAPER, 3) + pen.line(r - 25, 10, r - 15, 10)
    return back + front + stitches + buckle + lamp + rays


@goods(CHAIRS)
def observing_chair(pen: Pen) -> str:
    """This function will draw a chair whose seat can be set at many heights."""
    rear = pen.rod(-40, -1080, -330, 0, 34, SHADE)
    front = pen.rod(-40, -1080, 300, 0, 40, TINT)
    slots = "".join(
        pen.rod(-6 + 34 * k, -960 + 108 * k, 34 + 34 * k, -972 + 108 * k, 9, BLACK) for k in range(8)
    )
    brace = pen.rod(-236, -350, 190, -350, 22, PAPER)
    feet = pen.box(-372, -16, 84, 16, BLACK, 5) + pen.box(258, -16, 84, 16, BLACK, 5)
    seat = (
        pen.path(TINT, "M", 60, -600, "H", 400, "Q", 420, -600, 420, -582, "V", -566, "H", 60, "Z")
        + pen.path(BLACK, "M", 70, -634, "H", 396, "Q", 424, -634, 424, -612, "V", -600, "H", 56, "V", -618,
            "Q", 56, -634, 70, -634, "Z")
    )  # fmt: skip
    seat += pen.lines(GLINT, [(80, -624, 390, -624)]) + pen.rod(100, -566, 170, -400, 22, SHADE)
    seat += pen.circle(104, -566, 12, PAPER)
    back = pen.rod(70, -640, -10, -900, 18, SHADE)
    return (
        rear
        + brace
        + front
        + slots
        + feet
        + back
        + seat
        + pen.circle(-40, -1076, 26, SHADE)
        + pen.circle(-40, -1076, 9, DETAIL_BLACK)
    )


@goods(TOYS)
def kaleidoscope(pen: Pen) -> str:
    """This function will draw a kaleidoscope and what it shows."""
    r, e = 24.0, 0.24
    tube = pen.cylinder(-100, r * 0.7, -92, r, e, TINT, angles=()) + pen.cylinder(-92, r, 60, r, e)
    tube += pen.ring(-70, -30, r * 1.01, e, SHADE) + pen.ring(20, 26, r * 1.01, e, SHADE, shaded=False)
    tube += pen.cylinder(60, r * 1.08, 96, r * 1.08, e, TINT)
    tube += pen.knurl(62, 94, r * 1.08, e, 26) + pen.ellipse(96, 0, e * r * 1.08, r * 1.08, PAPER)
    tube += pen.ellipse(96, 0, e * r * 0.9, r * 0.9, DETAIL_SHADE)
    stars = "".join(
        pen.circle(-50 - e * r + dx, dy, s, DETAIL_BLACK)
        for dx, dy, s in ((-12, -6, 1.6), (4, 5, 2.2), (12, -10, 1.3), (-3, -12, 1))
    )
    view = pen.circle(0, 0, 56, PAPER)
    for k in range(6):
        wedge = pen.path("u", "M", 0, 0, "L", 20, 12, "L", 34, -2, "Z")
        wedge += pen.path("t", "M", 34, -2, "L", 50, 8, "L", 50, -10, "Z") + pen.circle(30, 20, 4.6, "w")
        wedge += pen.path("k", "M", 14, 4, "L", 20, 10, "L", 24, 2, "Z") + pen.line(20, 12, 46, 26, DETAIL)
        view += pen.place(wedge, 0, 0, 60 * k) + pen.place(pen.place(wedge, mirror=True), 0, 0, 60 * k)
    return pen.place(tube + stars, 0, 0, -30, mirror=True) + pen.place(
        view + pen.circle(0, 0, 56, BOLD), 96, 44
    )


@goods(BLANKETS)
def blanket(pen: Pen) -> str:
    """This function will draw a folded blanket with a star pattern and fringes."""
    w = 440.0
    marks = ""
    for k, (y, tone) in enumerate(((0, SHADE), (-56, TINT), (-112, PAPER))):
        marks += pen.path(
            tone, "M", -w / 2 + 26, y, "H", w / 2 - 10, "Q", w / 2 + 12, y - 28, w / 2 - 10, y - 56,
            "H", -w / 2 + 26, "Q", -w / 2 + 4, y - 28, -w / 2 + 26, y, "Z",
        )  # fmt: skip
        marks += pen.lines(
            HATCH,
            [
                (-w / 2 + 40 + 15 * i, y - 5, -w / 2 + 46 + 15 * i, y - 11 - (i * 5 + k) % 9)
                for i in range(26)
            ],
        )
    top = pen.path(
        PAPER, "M", -w / 2 + 26, -168, "L", -w / 2 + 96, -258, "H", w / 2 - 76, "L", w / 2 - 10, -168, "Z"
    )
    pattern = ""
    for row in range(3):
        y = -186 - row * 28
        inset = (-y - 168) * 0.76 + 22
        count = 7 - row
        for column in range(count):
            x = -w / 2 + 26 + inset + (w - 36 - inset * 2) * column / (count - 1)
            pattern += pen.lines(DETAIL, [(x - 7, y, x + 7, y), (x, y - 6, x, y + 6)])
            pattern += pen.lines(HATCH, [(x - 4, y - 3.4, x + 4, y + 3.4), (x - 4, y + 3.4, x + 4, y - 3.4)])
    strap = (
        pen.path(BLACK, "M", 60, 0, "V", -168, "L", 118, -258, "h", 26, "L", 88, -168, "V", 0, "Z")
        + pen.box(56, -104, 36, 30, SHADE, 4)
    )  # fmt: skip
    return marks + top + pattern + strap
