"""Books, atlases, notebooks, calendars, cards and puzzles."""

from typing import Annotated

from shop.demo.drawings.engraving.lettering import lettering, text_width
from shop.demo.drawings.engraving.pen import (
    BLACK,
    DETAIL_BLACK,
    DETAIL_PAPER,
    DETAIL_SHADE,
    HATCH,
    PAPER,
    SCREEN,
    SHADE,
    TINT,
    Pen,
)
from shop.demo.drawings.engraving.registry import Between, goods, whole_plate
from shop.demo.drawings.engraving.sheet import Sheet, scale_bar
from shop.demo.drawings.gifts.emblems import Motif, emblem

BOOKS = Sheet(scale=1.5, bar=100, stand="base")
CARDS = Sheet(scale=2.1, bar=50, stand="centre")
EMBLEMS = (
    "saturn",
    "orbits",
    "telescope",
    "northern_sky",
    "comet",
    "orion",
    "moon",
    "galaxy",
    "ursa_major",
    "sun",
)
# What a word in a title brings to mind.
EMBLEM_WORDS = {
    "moon": "moon", "saturn": "saturn", "planet": "orbits", "orion": "orion", "galax": "galaxy", "deep": "galaxy",
    "comet": "comet", "solar": "sun", "sun": "sun", "telescope": "telescope", "mirror": "telescope",
    "night": "northern_sky", "star": "northern_sky", "radio": "satellite", "orbit": "satellite",
    "satellite": "satellite", "listen": "satellite", "eclipse": "eclipse",
}  # fmt: skip
LEAN_X, LEAN_Y = 0.62, -0.26

Width = Annotated[float, Between(80, 330)]
Height = Annotated[float, Between(90, 350)]


def wrap(text: str, size: float, room: float) -> list[str]:
    """This function will break a title into lines no wider than the room, in drawing units."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, 600) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def cover_title(text: str, room: float, tall: float) -> tuple[list[str], float]:
    """This function will choose a letter size so that a title fills its part of a cover: lines and size."""
    for size in (34.0, 30.0, 26.0, 23.0, 20.0, 17.0, 15.0, 13.0, 11.0, 9.0, 7.0):
        lines = wrap(text, size, room)
        if max(text_width(line, size, 600) for line in lines) <= room and len(lines) * size * 1.16 <= tall:
            return lines, size
    return wrap(text, 6.0, room), 6.0


def chosen_emblem(title: str) -> str:
    """This function will choose an emblem for a title, always the same one for the same words."""
    words = title.lower()
    for word, motif in EMBLEM_WORDS.items():
        if word in words:
            return motif
    return EMBLEMS[sum(ord(letter) * (k + 1) for k, letter in enumerate(title)) % len(EMBLEMS)]


def volume(
    pen: Pen, width: float, height: float, thickness: float, cover: str, *, spiral: bool = False
) -> str:
    """This function will draw a closed book, standing, its cover in front and its pages to the right."""
    dx, dy = thickness * LEAN_X, thickness * LEAN_Y
    top = pen.path(PAPER, "M", 0, -height, "l", dx, dy, "h", width, "L", width, -height, "Z")
    top += pen.lines(
        HATCH,
        [(dx * t, -height + dy * t, width + dx * t, -height + dy * t) for t in (0.25, 0.45, 0.65, 0.85)],
    )
    pages = pen.path(PAPER, "M", width, 0, "l", dx, dy, "v", -height, "L", width, -height, "Z")
    pages += pen.lines(
        HATCH,
        [(width + dx * t, dy * t, width + dx * t, -height + dy * t) for t in (0.2, 0.34, 0.5, 0.66, 0.82)],
    )
    back = pen.path(
        SHADE, "M", width + dx * 0.86, dy * 0.86, "l", dx * 0.14 + 2, dy * 0.14, "v", -height,
        "L", width + dx * 0.86, -height + dy * 0.86, "Z",
    )  # fmt: skip
    front = pen.box(0, -height, width, height, TINT)
    if spiral:
        rings = "".join(
            pen.circle(6, -height + 10 + k * 11, 1.8, DETAIL_BLACK)
            + pen.path("b", "M", 6, -height + 10 + k * 11, "c", -8, -5, -12, 1, -6, 3)
            for k in range(int((height - 12) / 11))
        )
        return top + pages + back + front + rings + cover
    hinge = pen.line(9, -height, 9, 0) + pen.box(0, -height, 9, height, SHADE)
    grain = pen.lines(HATCH, [(2 + i * 2, -height + 4, 2 + i * 2, -4) for i in range(3)])
    return top + pages + back + front + hinge + grain + cover


def _lettered(
    pen: Pen, x: float, top: float, text: str, room: float, tall: float, *, tone: str = "L"
) -> tuple[str, float]:
    """Letters a title in lines around x; returns the marks and where they end, in millimetres."""
    lines, size = cover_title(text, room * pen.scale, tall * pen.scale)
    marks = ""
    y = top * pen.scale + size
    for line in lines:
        marks += lettering(x * pen.scale, y, line, size, weight=600, anchor="middle", tone=tone)
        y += size * 1.16
    return marks, (y - size) / pen.scale


def _placed(pen: Pen, motif: str, x: float, y: float, radius: float) -> str:
    return pen.place(emblem(motif, radius * pen.scale), x, y)


@goods(BOOKS)
def book(
    pen: Pen,
    title: str = "The Patient Observer",
    width: Width = 170,
    height: Height = 240,
    thickness: Annotated[float, Between(4, 70)] = 24,
) -> str:
    """This function will draw a book with its title lettered on the cover."""
    middle = (width + 9) / 2
    words, end = _lettered(pen, middle, -height + height * 0.09, title, width * 0.74, height * 0.30)
    room = (-height * 0.10 - end) / 2
    radius = min(width * 0.30, room * 0.86)
    panel = pen.box(9 + width * 0.05, -height * 0.96, width * 0.9 - 9, height * 0.92, HATCH)
    picture = _placed(pen, chosen_emblem(title), middle, end + room, radius)
    return volume(pen, width, height, thickness, panel + words + picture)


@goods(BOOKS)
def atlas(
    pen: Pen,
    title: str = "Pocket Sky Atlas",
    width: Width = 230,
    height: Height = 300,
    thickness: Annotated[float, Between(4, 70)] = 18,
) -> str:
    """This function will draw a star atlas with a spiral binding and a chart on its cover."""
    middle = width / 2 + 5
    radius = min(width * 0.37, height * 0.29)
    chart = _placed(pen, "northern_sky", middle, -height + height * 0.07 + radius, radius)
    ring = pen.circle(middle, -height + height * 0.07 + radius, radius * 1.06, "h")
    top = -height + height * 0.13 + radius * 2
    words, _ = _lettered(pen, middle, top, title, width * 0.76, -top - height * 0.06)
    return volume(pen, width, height, thickness, chart + ring + words, spiral=True)


@goods(BOOKS)
def notebook(pen: Pen) -> str:
    """This function will draw an observing book with an elastic band and a ribbon."""
    width, height = 148.0, 210.0
    band = pen.box(width - 22, -height, 7, height, BLACK)
    ribbon = pen.path(SHADE, "M", 46, 0, "V", 26, "L", 50, 20, "L", 54, 26, "V", 0, "Z")
    label = pen.box(36, -height * 0.80, 70, 40, DETAIL_PAPER, 2)
    label += pen.lines(HATCH, [(44, -height * 0.80 + 27, 98, -height * 0.80 + 27)])
    label += pen.letter(71, -height * 0.8 + 20, "OBSERVATIONS", 6.2, spacing=0.12)
    return ribbon + volume(pen, width, height, 16, label + _placed(pen, "saturn", 72, -70, 34) + band)


@goods(BOOKS)
def calendar(pen: Pen) -> str:
    """This function will draw a wall calendar: a picture of the Moon above a month with its phases."""
    width, height = 250.0, 330.0
    sheets = pen.box(5, -height + 5, width, height, TINT) + pen.box(0, -height, width, height, PAPER)
    picture = pen.box(14, -height + 24, width - 28, 150, DETAIL_SHADE)
    picture += _placed(pen, "moon", width / 2, -height + 99, 64)
    words = pen.letter(width / 2, -height + 197, "JANUARY", 15, weight=500, spacing=0.3)
    days = ""
    for day in range(31):
        column, row = (day + 4) % 7, (day + 4) // 7
        x, y = 24 + column * (width - 48) / 6, -height + 218 + row * 18.5
        days += pen.letter(x, y, str(day + 1), 8.6, weight=500)
    phases = "".join(
        pen.circle(24 + c * (width - 48) / 6, -height + 222.4 + r * 18.5, 1.9, tone)
        for c, r, tone in ((3, 1, "k"), (4, 3, "w"))
    )
    rings = pen.lines("b", [(14 + k * 11.1, -height + 5, 14 + k * 11.1, -height - 6) for k in range(21)])
    hook = pen.path(
        "b", "M", width / 2 - 14, -height - 6, "Q", width / 2, -height - 30, width / 2 + 14, -height - 6
    )
    return hook + sheets + picture + words + days + phases + rings


@whole_plate()
def postcards(pen: Pen, motif: Motif = "moon") -> str:
    """This function will draw a fan of three postcards."""
    scale = 2.6
    own = Pen(pen.scale * scale)
    marks = ""
    others = [name for name in ("saturn", "orion", "comet", "moon_phases") if name != motif]
    for name, turn, dx, dy in ((others[1], -13, -18, 6), (others[0], 9, 17, 4), (motif, -2, 0, 0)):
        card = own.box(-52, -74, 104, 148, PAPER, 1)
        card += own.box(-46, -68, 92, 108, DETAIL_SHADE if name == motif else "t")
        card += own.place(emblem(name, 38 * own.scale), 0, -14)
        card += own.lines(HATCH, [(-30, 52, 30, 52), (-22, 60, 22, 60)])
        marks += own.place(card, dx, dy, turn)
    return own.place(marks, 320 / scale, 296 / scale) + scale_bar(50, scale)


@goods(CARDS)
def puzzle(pen: Pen, motif: Motif = "moon") -> str:
    """This function will draw a jigsaw puzzle with one piece still missing."""
    columns, rows, cell = 6, 6, 34.0
    board = pen.box(0, 0, columns * cell, rows * cell, TINT)
    picture = pen.place(emblem(motif, 84 * pen.scale), columns * cell / 2, rows * cell / 2)
    cuts = ""
    for k in range(1, columns):
        cuts += pen.data("M", k * cell, 0)
        cuts += "".join(_tab(pen, cell, 1 if (k + j) % 2 else -1, down=True) for j in range(rows))
    for k in range(1, rows):
        cuts += pen.data("M", 0, k * cell)
        cuts += "".join(_tab(pen, cell, 1 if (k + j) % 2 else -1, down=False) for j in range(columns))
    gap = pen.path(SCREEN, "M", 5 * cell, 5 * cell, "h", cell, "v", cell, "h", -cell, "Z")
    piece = pen.box(0, 0, cell, cell, SHADE) + pen.circle(-4, cell / 2, 5.4, SHADE)
    piece += pen.circle(cell / 2, -4, 5.4, SHADE)
    loose = pen.place(piece, columns * cell + 12, rows * cell - 22, 18)
    return board + picture + f'<path class="h" d="{cuts}"/>' + gap + loose


def _tab(pen: Pen, cell: float, side: int, *, down: bool) -> str:
    """Writes one edge of a piece with its knob."""
    a, b, r = cell * 0.38, cell * 0.24, cell * 0.15 * side
    if down:
        return pen.data(
            "v", a, "c", r * 0.4, 0, r * 1.6, -b * 0.4, r * 1.6, b / 2,
            "c", 0, b * 0.9, -r * 1.2, b / 2, -r * 1.6, b / 2, "v", a,
        )  # fmt: skip
    return pen.data(
        "h", a, "c", 0, r * 0.4, -b * 0.4, r * 1.6, b / 2, r * 1.6,
        "c", b * 0.9, 0, b / 2, -r * 1.2, b / 2, -r * 1.6, "h", a,
    )  # fmt: skip


@goods(CARDS)
def gift_card(pen: Pen, amount: Annotated[float, Between(1, 2000)] = 50) -> str:
    """This function will draw a gift card over so many euros, with its envelope."""
    envelope = pen.box(-14, -34, 214, 128, TINT, 2) + pen.path("", "M", -14, -34, "L", 93, 40, "L", 200, -34)
    envelope = pen.place(envelope, 10, -8, -9)
    card = (
        pen.box(0, 0, 190, 112, PAPER, 6)
        + pen.path(SHADE, "M", 0, 22, "V", 6, "Q", 0, 0, 6, 0, "H", 184, "Q", 190, 0, 190, 6, "V", 22, "Z")
    )  # fmt: skip
    card += pen.letter(12, 15.4, "ASTRONOMY SHOP", 9, anchor="start", spacing=0.14)
    text = f"€{amount:g}"
    card += pen.letter(14, 82, text, 40, anchor="start")
    card += pen.place(emblem("ursa_major", 30 * pen.scale), 148, 66)
    return envelope + pen.place(card, 6, 20, 4)
