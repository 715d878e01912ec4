"""The smart telescope: lens, camera and mount in one housing, on the sheet of the telescopes."""

from typing import Annotated

from shop.demo.drawings.engraving.pen import (
    BLACK,
    DETAIL,
    DETAIL_PAPER,
    DETAIL_TINT,
    HATCH,
    LIT,
    LOWER,
    PAPER,
    SCREEN,
    SHADE,
    TINT,
    Pen,
)
from shop.demo.drawings.engraving.registry import Between, goods
from shop.demo.drawings.mounts.tripod import field_tripod
from shop.demo.drawings.telescopes.sheet import TELESCOPES
from shop.demo.drawings.telescopes.tubes import clamp

LEGS = 520.0


@goods(TELESCOPES)
def smartscope(
    pen: Pen,
    aperture: Annotated[float, Between(24, 160)] = 50,
    focal_length: Annotated[float, Between(100, 800)] = 250,
) -> str:
    """This function will draw a telescope that finds and photographs by itself, on a low tripod."""
    r = aperture * 0.62 + 14
    length = clamp(focal_length * 0.75, 120, 460)
    base = r * 1.5
    foot = -LEGS - 40
    drum = pen.place(pen.cylinder(0, base, 66, base * 0.94, 0.2, TINT), 0, foot, -90)
    lamp = pen.box(-26, foot - 26 + base * 0.18, 52, 14, SCREEN, 7)
    lamp += pen.path(LIT, "M", -14, foot - 19 + base * 0.18, "h", 28)
    axis = foot - 66 - r * 1.15 - 24
    arm_width = r * 0.62
    arm = pen.path(
        PAPER, "M", -arm_width, foot - 60, "L", -arm_width * 0.9, axis,
        "Q", -arm_width * 0.8, axis - r * 0.9, 0, axis - r * 0.92,
        "Q", arm_width * 0.8, axis - r * 0.9, arm_width * 0.9, axis, "L", arm_width * 1.2, foot - 60,
        "Q", 0, foot - 60 + base * 0.16, -arm_width, foot - 60, "Z",
    )  # fmt: skip
    arm += pen.lines(
        HATCH,
        [
            (arm_width * (0.86 - i * 0.09), axis + i * 9, arm_width * (1.06 - i * 0.09), foot - 66)
            for i in range(6)
        ],
    )
    arm += pen.circle(0, axis, r * 0.46, SHADE) + pen.circle(0, axis, r * 0.32, PAPER)
    tube = _tube(pen, r, length, aperture)
    legs = pen.place(field_tripod(pen, LEGS, girth=1.0 + r / 160), 0, -LEGS)
    return legs + drum + lamp + pen.place(tube, 0, axis, -48, mirror=True) + arm


def _tube(pen: Pen, r: float, length: float, aperture: float) -> str:
    e = 0.2
    back, front = -length * 0.46, length * 0.54
    shell = pen.path(
        PAPER, "M", back + r * 0.5, -r, "H", front, "A", e * r, r, "0 0 1", front, r, "H", back + r * 0.5,
        "Q", back, r, back, r * 0.5, "V", -r * 0.5, "Q", back, -r, back + r * 0.5, -r, "Z",
    )  # fmt: skip
    shell += pen.hatch(back + r * 0.4, r, front, r, e) + pen.ring(front - 26, front, r * 1.01, e, SHADE)
    shell += pen.band(back + length * 0.2, r, e, DETAIL)
    glass = aperture * 0.5
    shell += pen.ellipse(front, 0, e * r, r, TINT)
    shell += pen.ellipse(front, 0, e * glass * 1.14, glass * 1.14, BLACK)
    shell += pen.ellipse(front - 1, 0, e * glass * 0.9, glass * 0.9, DETAIL_TINT)
    shell += pen.ellipse(front - 1, 0, e * glass * 0.3, glass * 0.3, DETAIL_PAPER)
    return shell + pen.hatch(back + 8, r, back + length * 0.18, r, e, LOWER, fade=0)
