"""A printed page on a plate: paper, frame, title and scale bar."""

from dataclasses import dataclass

from shop.demo.drawings.engraving.lettering import lettering, text_width
from shop.demo.drawings.engraving.pen import HATCH, PAPER, SHADE, Pen
from shop.demo.drawings.engraving.sheet import scale_bar

UNIT = Pen(1)
FRAME_MM = 22.0
TALLEST, WIDEST = 532.0, 580.0
MIDDLE_X, MIDDLE_Y = 320.0, 303.0


@dataclass(frozen=True)
class Page:
    """A sheet of paper in drawing units."""

    left: float
    top: float
    width: float
    height: float
    scale: float  # drawing units per millimetre
    framed: bool

    @property
    def middle(self) -> float:
        return self.left + self.width / 2

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def upright(self) -> bool:
        return self.height >= self.width

    @property
    def inset(self) -> float:
        """Distance of the fine rule from the edge of the paper."""
        return min(self.width, self.height) * 0.027

    @property
    def title_size(self) -> float:
        return max(9.0, min(26.0, self.width * 0.058, self.height * 0.05))


def page(width: float, height: float, *, framed: bool = False, tallest: float = TALLEST) -> Page:
    """This function will lay a page of so many millimetres on the plate, as large as it allows."""
    border = FRAME_MM if framed else 0.0
    scale = min(tallest / (height + 2 * border), WIDEST / (width + 2 * border))
    wide, tall = width * scale, height * scale
    return Page(MIDDLE_X - wide / 2, MIDDLE_Y - tall / 2, wide, tall, scale, framed)


def blank(sheet: Page) -> str:
    """This function will draw the empty page, its rule and, if wanted, its wooden frame."""
    marks = _frame(sheet) if sheet.framed else ""
    marks += UNIT.box(sheet.left, sheet.top, sheet.width, sheet.height, PAPER)
    d = sheet.inset
    return marks + UNIT.box(sheet.left + d, sheet.top + d, sheet.width - 2 * d, sheet.height - 2 * d, HATCH)


def _frame(sheet: Page) -> str:
    f = FRAME_MM * sheet.scale
    x, y, w, h = sheet.left - f, sheet.top - f, sheet.width + 2 * f, sheet.height + 2 * f
    marks = UNIT.box(x, y, w, h, SHADE)
    corners = [
        (x, y, x + f, y + f),
        (x + w, y, x + w - f, y + f),
        (x, y + h, x + f, y + h - f),
        (x + w, y + h, x + w - f, y + h - f),
    ]
    right = [
        (x + w - f * (0.18 + 0.16 * k), y + f * 1.2, x + w - f * (0.18 + 0.16 * k), y + h - f * 1.2)
        for k in range(4)
    ]
    below = [
        (x + f * 1.2, y + h - f * (0.18 + 0.16 * k), x + w - f * 1.2, y + h - f * (0.18 + 0.16 * k))
        for k in range(4)
    ]
    return marks + UNIT.lines("", corners) + UNIT.lines(HATCH, right + below)


def title(sheet: Page, text: str, note: str, *, at: float = 0.885) -> str:
    """This function will letter the title and a line below it, and close with a short rule."""
    size = sheet.title_size
    room = sheet.width * 0.84
    wide = text_width(text.upper(), size, 500, spacing=0.2)
    size = min(size, size * room / wide)
    y = min(sheet.top + sheet.height * at, sheet.bottom - sheet.inset * 2 - size * 2.2)
    small = max(
        6.5, min(size * 0.68, size * 0.68 * room / max(1.0, text_width(note, size * 0.68, 400, italic=True)))
    )
    marks = lettering(sheet.middle, y, text.upper(), size, spacing=0.2, anchor="middle")
    marks += lettering(
        sheet.middle, y + size * 1.32, note, small, weight=400, italic=True, spacing=0.02, anchor="middle"
    )
    half, below = sheet.width * 0.23, y + size * 2.2
    return marks + UNIT.line(sheet.middle - half, below, sheet.middle + half, below, HATCH)


def bar_for(sheet: Page) -> str:
    """This function will draw a scale bar of a round length that suits the page."""
    length = next((mm for mm in (20, 50, 100, 200, 500) if mm * sheet.scale >= 46), 500)
    return scale_bar(length, sheet.scale)
