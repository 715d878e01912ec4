"""Boxes of electronics in cabinet projection: the front is true, depth runs up to the right."""

import math

from shop.demo.drawings.engraving.pen import (
    DETAIL_BLACK,
    DETAIL_PAPER,
    HATCH,
    LIT,
    PAPER,
    SCREEN,
    SHADE,
    TINT,
    Pen,
)
from shop.demo.drawings.engraving.sheet import Sheet

BENCH = Sheet(scale=2.3, bar=50, stand="base")
DEPTH_X, DEPTH_Y = 0.42, -0.32


def cabinet(pen: Pen, width: float, height: float, depth: float, tone: str = PAPER) -> str:
    """This function will draw a box standing at y = 0 with its left front edge at x = 0."""
    dx, dy = depth * DEPTH_X, depth * DEPTH_Y
    top = pen.path(TINT, "M", 0, -height, "l", dx, dy, "h", width, "L", width, -height, "Z")
    side = pen.path(SHADE, "M", width, 0, "l", dx, dy, "v", -height, "L", width, -height, "Z")
    front = pen.path(tone, "M", 0, 0, "V", -height, "H", width, "V", 0, "Z")
    step = max(2.2, height / 16)
    strokes = [
        (
            width + dx * 0.08,
            -i * step + dy * 0.08 - 1.5,
            width + dx * (0.9 - 0.04 * i),
            -i * step + dy * (0.9 - 0.04 * i) - 1.5,
        )
        for i in range(int(height / step * 0.55))
    ]
    return top + side + front + pen.lines(HATCH, strokes)


def socket(pen: Pen, x: float, y: float, r: float) -> str:
    """This function will draw a coaxial socket from the front."""
    return (
        pen.circle(x, y, r, SHADE)
        + pen.circle(x, y, r * 0.66, DETAIL_PAPER)
        + pen.circle(x, y, r * 0.24, DETAIL_BLACK)
    )


def plug_along(pen: Pen, length: float = 16, r: float = 4.2) -> str:
    """This function will draw a threaded coaxial connector along +x."""
    marks = pen.cylinder(0, r * 1.25, length * 0.3, r * 1.25, 0.3, TINT, angles=(40, 60, 76))
    marks += pen.cylinder(length * 0.3, r, length, r, 0.3, PAPER, angles=(40, 60, 76))
    marks += "".join(pen.band(length * (0.4 + 0.12 * k), r, 0.3, HATCH) for k in range(5))
    return (
        marks
        + pen.ellipse(length, 0, 0.3 * r, r, PAPER)
        + pen.ellipse(length, 0, 0.3 * r * 0.4, r * 0.4, DETAIL_BLACK)
    )


def spectrum(pen: Pen, x: float, y: float, width: float, height: float, peak: float = 0.55) -> str:
    """This function will draw a dark screen with a lit spectrum that has one strong line."""
    marks = pen.box(x, y, width, height, SCREEN, min(3.0, height * 0.08))
    points = []
    for k in range(41):
        t = k / 40
        level = (
            0.16
            + 0.07 * abs(math.sin(k * 1.7))
            + 0.56 * math.exp(-(((t - peak) / 0.045) ** 2))
            + 0.2 * math.exp(-(((t - 0.25) / 0.03) ** 2))
        )
        points.append((x + width * (0.07 + 0.86 * t), y + height * (0.92 - 0.8 * level)))
    return marks + pen.polyline(LIT, points)
