"""The plate: a square with the colours of day and night, the ground line and the scale bar."""

from dataclasses import dataclass
from typing import Literal

from shop.demo.drawings.engraving.bounds import bounds
from shop.demo.drawings.engraving.lettering import definitions, lettering
from shop.demo.drawings.engraving.pen import FINE, Pen, path

SIZE = 640
GROUND_Y = 576.0
BASE_Y = 562.0
BAR_X, BAR_Y = 30.0, 616.0
MARGIN = 14.0
STYLE = (
    "<style>svg{--i:#0f2236;--f:#fff;--t:#dfeaf2;--u:#b9d0e0;--g:#5d7386;--y:#ffc93c;--r:#b3261e;"
    "color-scheme:light dark}"
    "@media(prefers-color-scheme:dark){svg{--i:#e3ecf3;--f:#0f1e2d;--t:#1b3449;--u:#2d4f6b;--g:#8ea3b5;"
    "--r:#ff8f84}}"
    "*{fill:none;stroke:var(--i);stroke-width:1.4;stroke-linejoin:round;stroke-linecap:round}"
    ".o{fill:var(--f);stroke-width:2.4}.t{fill:var(--t)}.u{fill:var(--u)}.k{fill:var(--i)}.w{fill:var(--f)}"
    ".ot{fill:var(--t);stroke-width:2.4}.ou{fill:var(--u);stroke-width:2.4}.ok{fill:var(--i);stroke-width:2.4}"
    ".s{fill:#0c1b2a}.b{stroke-width:2.4}.n{stroke:none}.g{stroke:var(--g);stroke-width:1}"
    ".kl{stroke:var(--f);stroke-width:.9}.y{stroke:var(--y);stroke-width:2.4}.r{stroke:var(--r);stroke-width:1.6}"
    ".dots{stroke-dasharray:1.5 3}.h{stroke-width:.9}.hh{stroke-width:.7}.bar{stroke:var(--g);stroke-width:1.8}"
    ".L,.L *{fill:var(--i);stroke:none}.G,.G *{fill:var(--g);stroke:none}.W,.W *{fill:var(--f);stroke:none}"
    ".Y,.Y *{fill:var(--y);stroke:none}.D,.D *{fill:#0f2236;stroke:none}.q{fill:inherit;stroke:none}</style>"
)


class DrawingError(ValueError):
    """A drawing was asked for that cannot be made; the message says why."""


@dataclass(frozen=True)
class Sheet:
    """How the goods of one family lie on their plate: the shared scale, its bar, and what they stand on."""

    scale: float  # drawing units per millimetre
    bar: int  # length of the scale bar in millimetres
    stand: Literal["ground", "base", "centre"]


def bar_label(length: float) -> str:
    """This function will name the length of a scale bar, in millimetres, the way people say it."""
    if length >= 1000:
        return f"{length / 1000:g} m"
    return f"{length / 10:g} cm" if length >= 30 and length % 10 == 0 else f"{length:g} mm"


def length_in_words(length: float) -> str:
    """This function will write a length for a dimension line, in millimetres."""
    return f"{round(length / 10) * 10 if length >= 400 else round(length)} mm"


def scale_bar(length: float, scale: float, x: float = BAR_X, y: float = BAR_Y) -> str:
    """This function will draw a bar of so many millimetres at the scale, with its length beside it."""
    width = length * scale
    pen = Pen(1)
    ticks = path(
        "bar", pen.data("M", x, y - 5, "V", y + 5, "M", x, y, "H", x + width, "M", x + width, y - 5, "v", 10),
    )  # fmt: skip
    return ticks + lettering(x + width + 12, y + 8, bar_label(length), 24, spacing=0.01, tone="G")


def ground(left: float = 24, right: float = 616, y: float = GROUND_Y) -> str:
    """This function will draw the ground line with short engraved dashes below it."""
    pen = Pen(1)
    dashes = []
    x, k = left + 6, 0
    while x < right - 10:
        dashes.append(pen.data("M", x, y + 5 + (k % 3) * 1.6, "l", -7 - (k % 2) * 3, 6))
        x += 13 + ((k * 7) % 5)
        k += 1
    return pen.line(left, y, right, y, "b") + path(FINE, "".join(dashes))


def plate(marks: str, *, width: int = SIZE, height: int = SIZE, style: str = STYLE, view: str = "") -> str:
    """This function will make a complete SVG document; `view` crops it to another view box."""
    box = view or f"0 0 {width} {height}"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{width}" height="{height}">'
    return f"{head}{style}{definitions(marks)}{marks}</svg>"


def lay(marks: str, sheet: Sheet) -> str:
    """This function will lay marks on their sheet: centred, standing where they should, with the bar.

    Marks that stand on the ground have their lowest point at y = 0. Raises DrawingError if they do not fit.
    """
    box = bounds(marks)
    floor = {"ground": GROUND_Y, "base": BASE_Y, "centre": BASE_Y + 8}[sheet.stand]
    if box.width > SIZE - 2 * MARGIN or box.height > floor - MARGIN + 6:
        raise DrawingError(
            f"the drawing does not fit its plate: {box.width / sheet.scale:.0f} by "
            f"{box.height / sheet.scale:.0f} mm at {sheet.scale:g} units per millimetre"
        )
    x = SIZE / 2 - (box.left + box.right) / 2
    y = floor if sheet.stand != "centre" else (MARGIN + 16 + floor) / 2 - (box.top + box.bottom) / 2
    if sheet.stand == "base":
        y = floor - box.bottom
    placed = Pen(1).place(marks, x, y)
    under = ground() if sheet.stand == "ground" else ""
    return under + scale_bar(sheet.bar, sheet.scale) + placed
