"""Mounts and tripods of the shop, all on one sheet."""

from typing import Annotated

from shop.demo.drawings.engraving.pen import (
    BLACK,
    BOLD,
    DETAIL_BLACK,
    DETAIL_PAPER,
    EDGE,
    GLINT,
    HATCH,
    LIT,
    MIDDLE,
    PAPER,
    SCREEN,
    SHADE,
    TINT,
    Pen,
    cosd,
    sind,
)
from shop.demo.drawings.engraving.registry import Between, goods
from shop.demo.drawings.engraving.sheet import Sheet
from shop.demo.drawings.mounts.altazimuth import arm, azimuth_base
from shop.demo.drawings.mounts.equatorial import (
    equatorial_head,
    on_tripod,
    open_saddle,
    standing_head,
)
from shop.demo.drawings.mounts.tripod import field_tripod, pier_column, tripod

MOUNTS = Sheet(scale=0.33, bar=500, stand="ground")
LATITUDE = 50.0
TALLEST = 1600.0


def hand_controller(pen: Pen) -> str:
    """This function will draw a hand controller with a lit display; the origin is its upper middle."""
    marks = pen.box(-34, 0, 68, 150, BLACK, 14) + pen.box(-25, 12, 50, 34, SCREEN, 4)
    marks += pen.path(LIT, "M", -18, 24, "h", 36, "M", -18, 36, "h", 22)
    keys = [(x, y) for y in (66, 86, 106, 126) for x in (-18, 0, 18)]
    return marks + "".join(pen.circle(x, y, 4.6, "kl") for x, y in keys)


def hanging_controller(pen: Pen, x: float, y: float) -> str:
    """This function will hang a hand controller with its cable from the point."""
    cable = pen.path(BOLD, "M", 0, -70, "C", x * 0.5, -40, x, y - 210, x, y)
    return cable + pen.place(hand_controller(pen), x, y)


@goods(MOUNTS)
def eq_mount(pen: Pen, payload_kg: Annotated[float, Between(2, 60)] = 10) -> str:
    """This function will draw an equatorial mount on its tripod, sized for what it carries."""
    size = 0.56 * payload_kg**0.25
    own = Pen(pen.scale * size)
    weights = 1 if payload_kg < 12 else 2
    head = equatorial_head(own, weights=weights, reach=330 if weights == 1 else 390)
    head += _motor_covers(own) if payload_kg >= 8 else ""
    height = min(780.0, TALLEST - size * 390)
    marks = on_tripod(pen, height, size)
    controller = pen.place(hanging_controller(pen, 92 * size, 130), 0, -height) if payload_kg >= 8 else ""
    return marks + standing_head(pen, head + open_saddle(own), height, LATITUDE, size) + controller


def _motor_covers(pen: Pen) -> str:
    cover = pen.path(
        BLACK, "M", -92, -48, "V", -78, "Q", -92, -88, -82, -88, "H", -34, "Q", -24, -88, -22, -80,
        "L", -14, -48, "Z",
    )  # fmt: skip
    return (
        cover
        + pen.lines(GLINT, [(-82, -60, -26, -60), (-82, -70, -32, -70)])
        + pen.circle(-4, 0, 7, DETAIL_BLACK)
    )


@goods(MOUNTS)
def altaz_mount(pen: Pen, payload_kg: Annotated[float, Between(1, 40)] = 6, goto: bool = False) -> str:
    """This function will draw an alt-azimuth mount on its tripod, moved by hand or by motors."""
    size = 0.62 * payload_kg**0.26
    height = 800.0 if size < 1.2 else 720.0
    stand = pen.place(tripod(pen, height, 310, girth=min(1.3, 0.5 + size / 2)), 0, -height)
    own = Pen(pen.scale * size)
    head = _goto_head(own) if goto else _manual_head(own)
    controller = hanging_controller(pen, 92, 90) if goto else ""
    return stand + pen.place(head + controller, 0, -height)


def _goto_head(pen: Pen) -> str:
    marks = azimuth_base(pen, 0) + _side_saddle(pen, -306)
    return marks + arm(pen, 90, 300)


def _side_saddle(pen: Pen, y: float) -> str:
    """Draws a saddle seen from the side, with its clamp, to the left of an arm."""
    jaw = pen.place(
        pen.box(-86, -15, 172, 30, SHADE, 4)
        + pen.box(-74, -27, 40, 14, TINT, 3)
        + pen.box(34, -27, 40, 14, TINT, 3),
        0,
        0,
        -42,
    )
    return pen.place(jaw + pen.place(pen.knob(-4, 34, 17), 0, 0, -42), -46, y)


def _manual_head(pen: Pen) -> str:
    post = pen.cylinder(0, 40, 96, 36, 0.2, TINT, angles=MIDDLE) + pen.ring(84, 104, 52, 0.2, SHADE)
    marks = pen.place(post, 0, -8, -90)
    body = pen.path(
        PAPER, "M", -52, -104, "L", -52, -164, "Q", -52, -196, -22, -200, "L", 34, -204,
        "Q", 66, -204, 66, -172,
        "L", 66, -132, "Q", 66, -104, 40, -104, "Z",
    )  # fmt: skip
    body += pen.lines(HATCH, [(60 - i * 5, -128 - i * 2, 60 - i * 5, -190 + i * 6) for i in range(9)])
    axis = pen.cylinder(-20, 40, 56, 40, 0.3, TINT, angles=MIDDLE) + pen.ring(34, 50, 50, 0.3, SHADE)
    axis += pen.ellipse(58, 0, 13, 44, PAPER) + pen.ellipse(58, 0, 7, 24, TINT)
    saddle = pen.place(
        pen.box(-96, -14, 192, 28, SHADE, 4)
        + pen.box(-84, 12, 44, 12, TINT, 3)
        + pen.box(40, 12, 44, 12, TINT, 3),
        -118,
        -160,
        -42,
    )
    marks += saddle + pen.place(axis, -40, -160, 180) + body
    rods = pen.line(60, -140, 190, -96, BOLD) + pen.place(pen.box(-8, -18, 16, 36, SHADE, 4), 196, -94, 18)
    rods += pen.line(20, -104, 96, -30, BOLD) + pen.place(pen.box(-8, -18, 16, 36, SHADE, 4), 101, -25, 44)
    return marks + pen.knob(10, -156, 22, SHADE) + rods


@goods(MOUNTS)
def harmonic_mount(pen: Pen, payload_kg: Annotated[float, Between(3, 30)] = 13) -> str:
    """This function will draw a strain wave mount: two short drums, no counterweight, a light tripod."""
    size = 0.62 * payload_kg**0.2
    height = 760.0
    own = Pen(pen.scale * size)
    stand = pen.place(field_tripod(pen, height, girth=1.35), 0, -height)
    ra = own.cylinder(-112, 56, 34, 56, 0.2, TINT) + own.ring(-118, -96, 60, 0.2, BLACK, shaded=False)
    ra += own.ring(34, 74, 64, 0.2, PAPER) + own.ring(52, 58, 64.6, 0.2, BLACK, shaded=False)
    dec = own.cylinder(-60, 54, 70, 54, 0.2, TINT) + own.ring(70, 104, 62, 0.2, PAPER)
    dec += own.ring(84, 90, 62.6, 0.2, BLACK, shaded=False)
    head = (
        ra + own.place(dec, 96, 0, -90) + own.circle(96, 0, 30, PAPER) + own.circle(96, 0, 20, DETAIL_BLACK)
    )
    head += own.box(-4, -134, 200, 30, SHADE, 5) + own.box(4, -146, 44, 14, TINT, 3)
    head += own.box(142, -146, 44, 14, TINT, 3)
    head += own.knob(96, -120, 15)
    wedge = own.path(
        SHADE, "M", -70, 0, "L", -60, -26, "L", -44, -118, "Q", -4, -148, 40, -112, "L", 56, -26,
        "L", 66, 0, "Z",
    )  # fmt: skip
    wedge += own.lines(
        HATCH,
        [(60 * cosd(a), -86 + 50 * sind(a), 68 * cosd(a), -86 + 58 * sind(a)) for a in range(-140, -39, 10)],
    )
    wedge += own.knob(8, -70, 20) + own.circle(-40, -18, 9, DETAIL_PAPER)
    wedge += own.circle(44, -18, 9, DETAIL_PAPER)
    tilted = own.place(own.place(head, 16, 0), 0, -108, -LATITUDE, mirror=True)
    return stand + pen.place(tilted + wedge, 0, -height - 34)


@goods(MOUNTS)
def photo_tripod(pen: Pen, height: Annotated[float, Between(400, 1710)] = 1300) -> str:
    """This function will draw a photo tripod with a ball head; the height includes the head."""
    tall = height
    girth = 1.1 + 0.25 * tall / 1400
    column = max(30.0, tall * 0.08)
    leg = tall - column - 118
    head = pen.cylinder(0, 30, 22, 30, 0.2, TINT, angles=EDGE)
    head += pen.cylinder(22, 26, 60, 26, 0.2, angles=MIDDLE)
    head += pen.ring(34, 44, 27, 0.2, SHADE)
    ball = pen.circle(0, -leg - column - 70, 22, SHADE)
    ball += pen.place(
        pen.cylinder(0, 9, 16, 9, 0.2, TINT, angles=()) + pen.cylinder(14, 30, 28, 30, 0.2, BLACK, angles=()),
        0,
        -leg - column - 84,
        -90,
    )
    head_marks = pen.place(head, 0, -leg - column, -90) + pen.knob(32, -leg - column - 32, 13, SHADE)
    column_marks = pen.place(
        pen.cylinder(-8, 14 * girth, column + 6, 14 * girth, 0.2, angles=(20, 42, 60, 74)), 0, -leg - 30, -90
    )
    return column_marks + pen.place(field_tripod(pen, leg, girth=girth), 0, -leg) + ball + head_marks


@goods(MOUNTS)
def pier(pen: Pen, height: Annotated[float, Between(250, 1250)] = 900) -> str:
    """This function will draw a steel pier with a levelling plate on top."""
    column = pen.place(pier_column(pen, height - 96), 0, -height + 96)
    plate = ""
    for y, radius in ((0, 92.0), (-58, 92.0)):
        plate += pen.path(
            TINT, "M", -radius, y - 16, "V", y, "A", radius, radius * 0.16, "0 0 0", radius, y,
            "V", y - 16, "Z",
        )  # fmt: skip
        plate += pen.ellipse(0, y - 16, radius, radius * 0.16, PAPER)
        if y == 0:
            for x in (-66, 8, 66):
                plate += pen.box(x - 6, -62, 12, 52, DETAIL_PAPER) + pen.box(x - 11, -36, 22, 10, SHADE, 2)
    bolt = pen.place(pen.cylinder(0, 9, 26, 9, 0.2, angles=(40, 60, 76)), 0, -72, -90)
    return column + pen.place(plate + bolt, 0, -height + 96)
