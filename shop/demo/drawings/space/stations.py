"""Ground stations, kits and weather instruments, on the sheet of the antennas, and the CubeSat kit."""

from typing import Annotated, Literal

from shop.demo.drawings.engraving.pen import (
    BLACK,
    BOLD,
    DETAIL,
    DETAIL_BLACK,
    DETAIL_PAPER,
    DETAIL_SHADE,
    DETAIL_TINT,
    HATCH,
    PAPER,
    SHADE,
    TINT,
    Pen,
)
from shop.demo.drawings.engraving.registry import Between, goods
from shop.demo.drawings.engraving.sheet import Sheet
from shop.demo.drawings.mounts.tripod import tripod
from shop.demo.drawings.space.antennas import (
    ANTENNAS,
    clamp_box,
    mast,
    raised_dish,
    raised_yagi,
    stand,
    yagi_boom,
)
from shop.demo.drawings.space.boxes import cabinet, spectrum

CUBESATS = Sheet(scale=1.35, bar=100, stand="base")


def receiver(pen: Pen) -> str:
    """This function will draw a bench receiver with a lit spectrum, standing at (0, 0)."""
    marks = pen.box(0, -92, 190, 92, TINT, 5) + spectrum(pen, 14, -78, 92, 44)
    marks += pen.circle(140, -58, 18, PAPER) + pen.line(140, -58, 150, -70, BOLD)
    marks += pen.circle(176, -70, 4, DETAIL_BLACK) + pen.circle(176, -50, 4, DETAIL_BLACK)
    return marks + pen.line(14, -18, 170, -18, HATCH)


@goods(ANTENNAS)
def ground_station(pen: Pen) -> str:
    """This function will draw a satellite ground station: crossed Yagi, rotator, cable and receiver."""
    cable = pen.path(BOLD, "M", 26, -780, "C", 110, -740, 70, -440, 120, -360, "S", 210, -150, 240, -92)
    return raised_yagi(pen, 7, 1050, crossed=True) + cable + pen.place(receiver(pen), 190)


@goods(ANTENNAS)
def radio_telescope_kit(pen: Pen, dish: Annotated[float, Between(300, 1300)] = 1000) -> str:
    """This function will draw a small radio telescope: a dish of so many millimetres, cable and receiver."""
    x = 170 + dish * 0.18
    cable = pen.path(BOLD, "M", 40, -dish * 0.41 - 120, "C", 120, -dish * 0.3, x - 60, -60, x + 20, -92)
    return raised_dish(pen, dish) + cable + pen.place(receiver(pen), x)


@goods(ANTENNAS)
def meteor_radio_kit(pen: Pen) -> str:
    """This function will draw a kit that hears meteors: a level three-element Yagi and a receiver."""
    axis = 860.0
    marks = stand(pen) + mast(pen, 560, axis - 570) + clamp_box(pen, axis)
    marks += pen.place(yagi_boom(pen, 3, 800, crossed=False), 0, -axis - 12, -8, mirror=True)
    marks += pen.circle(0, -axis - 10, 24, SHADE) + pen.circle(0, -axis - 10, 8, DETAIL_BLACK)
    cable = pen.path(BOLD, "M", 26, -axis + 20, "C", 120, -760, 60, -430, 130, -330, "S", 230, -140, 250, -92)
    return marks + cable + pen.place(receiver(pen), 200)


@goods(ANTENNAS)
def weather_station(pen: Pen) -> str:
    """This function will draw a weather mast with anemometer, vane, shield, rain gauge and logger."""
    marks = pen.place(tripod(pen, 420, 260, tray=False, girth=0.9), 0, -420) + mast(pen, 420, 900, 18)
    arm = pen.rod(-330, -1260, 330, -1260, 20, TINT)
    cups = _cups(pen, -300, -1280) + _vane(pen, 300, -1280)
    shield = ""
    for k in range(6):
        shield += pen.path(
            PAPER, "M", -150, -1030 + k * 30, "Q", -90, -1046 + k * 30, -30, -1030 + k * 30,
            "L", -40, -1018 + k * 30, "Q", -90, -1008 + k * 30, -140, -1018 + k * 30, "Z",
        )  # fmt: skip
    shield = pen.line(-90, -960, 0, -960, BOLD) + shield + pen.box(-94, -1062, 8, 26, SHADE)
    rain = pen.path(TINT, "M", 60, -1010, "H", 190, "L", 176, -930, "H", 74, "Z")
    rain += pen.ellipse(125, -1010, 65, 13, PAPER) + pen.ellipse(125, -1010, 50, 9, DETAIL_SHADE)
    rain += pen.box(88, -930, 74, 60, PAPER, 4) + pen.line(0, -890, 88, -890, BOLD)
    rain += pen.lines(HATCH, [(176 - i * 7, -936, 182 - i * 7, -1000 + i * 3) for i in range(6)])
    box = pen.box(-66, -800, 132, 170, TINT, 8) + spectrum(pen, -48, -780, 96, 60, 0.4)
    box += pen.circle(-34, -680, 10, DETAIL_PAPER) + pen.circle(34, -680, 10, DETAIL_PAPER)
    box += pen.lines(HATCH, [(60 - i * 6, -636, 60 - i * 6, -700 + i * 8) for i in range(6)])
    return marks + arm + cups + shield + rain + box


def _cups(pen: Pen, x: float, y: float) -> str:
    marks = pen.box(x - 10, y - 20, 20, 40, SHADE, 3) + pen.line(x, y - 20, x, y - 60, BOLD)
    for dx, dy, flip in ((-86, -64, 1), (70, -84, -1), (34, -40, 1)):
        marks += pen.line(x, y - 60, x + dx, y + dy, BOLD)
        marks += pen.path(
            TINT, "M", x + dx, y + dy - 26, "A", 26, 26, f"0 0 {1 if flip > 0 else 0}", x + dx, y + dy + 26,
            "A", 9, 26, "0 0 1", x + dx, y + dy - 26, "Z",
        )  # fmt: skip
    return marks + pen.circle(x, y - 60, 8, DETAIL_BLACK)


def _vane(pen: Pen, x: float, y: float) -> str:
    marks = pen.box(x - 10, y - 20, 20, 40, SHADE, 3) + pen.line(x, y - 20, x, y - 60, BOLD)
    marks += pen.line(x - 120, y - 60, x + 110, y - 60, BOLD)
    marks += pen.path(TINT, "M", x + 40, y - 60, "L", x + 116, y - 118, "V", y - 2, "Z")
    marks += pen.line(x + 40, y - 60, x + 116, y - 60, DETAIL)
    return (
        marks
        + pen.path(BLACK, "M", x - 134, y - 60, "L", x - 104, y - 74, "V", y - 46, "Z")
        + pen.circle(x, y - 60, 7, DETAIL_BLACK)
    )


@goods(CUBESATS)
def cubesat_kit(pen: Pen, units: Literal["1", "2", "3"] = "1") -> str:
    """This function will draw a CubeSat of one to three units with its rails, solar cells and antennas."""
    count = int(units)
    side, tall = 100.0, 113.5 * count
    marks = _whips(pen, side, tall) + cabinet(pen, side, tall, 100)
    dx, dy = 42.0, -32.0
    for k in range(count):
        y = -113.5 * k
        marks += pen.box(9, y - 107, side - 18, 100, DETAIL_SHADE, 2)
        marks += pen.lines(
            HATCH,
            [(9 + 20.5 * i, y - 107, 9 + 20.5 * i, y - 7) for i in range(1, 4)]
            + [(9, y - 7 - 25 * i, side - 9, y - 7 - 25 * i) for i in range(1, 4)],
        )
        marks += pen.path(
            DETAIL_TINT, "M", side + dx * 0.10, y - 8 + dy * 0.10, "L", side + dx * 0.90, y - 8 + dy * 0.90,
            "v", -98, "L", side + dx * 0.10, y - 106 + dy * 0.10, "Z",
        )  # fmt: skip
        marks += pen.line(side, y, side + dx, y + dy, DETAIL) if k else ""
        marks += pen.line(0, y, side, y, BOLD) if k else ""
    marks += pen.box(0, -tall, 8, tall, PAPER) + pen.box(side - 8, -tall, 8, tall, PAPER)
    top = pen.path(
        DETAIL_PAPER, "M", dx * 0.2 + 14, -tall + dy * 0.2, "L", dx * 0.82 + 10, -tall + dy * 0.82, "h", 70,
        "L", dx * 0.2 + 84, -tall + dy * 0.2, "Z",
    )  # fmt: skip
    lens = pen.ellipse(side * 0.5 + dx * 0.5, -tall + dy * 0.5, 17, 9, SHADE)
    lens += pen.ellipse(side * 0.5 + dx * 0.5, -tall + dy * 0.5 - 2, 11, 5.4, DETAIL_BLACK)
    feet = pen.box(-1, -2, 10, 8, BLACK, 1) + pen.box(side - 9, -2, 10, 8, BLACK, 1)
    return feet + marks + top + lens


def _whips(pen: Pen, side: float, tall: float) -> str:
    return pen.path(
        BOLD, "M", 4, -tall - 2, "C", -30, -tall - 30, -60, -tall - 34, -104, -tall - 30,
        "M", side + 38, -tall - 34, "C", side + 70, -tall - 62, side + 100, -tall - 66, side + 132,
        -tall - 60,
    )  # fmt: skip
