"""The sheet: A4, letterhead, foot with the seller's particulars, page numbers, and a table that breaks well."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from fpdf import FPDF, Align

from apps.documents.rendering.letters import FILES, TEXT, font_for, printable

LEFT, RIGHT, TOP, FOOT = 20, 18, 18, 34  # margins in millimetres
WIDTH = 210 - LEFT - RIGHT
INK, SOFT, RULE = (22, 25, 38), (86, 92, 112), (196, 200, 212)
BODY, SMALL, TINY = 9.0, 8.0, 7.0  # sizes in points
LEAD = 4.3  # from line to line of body text, in millimetres


class Sheet(FPDF):
    """A document in the making. fpdf2 calls `header` and `footer` for every page."""

    def __init__(self, data: Mapping[str, Any], title: str) -> None:
        super().__init__(format="A4", enforce_compliance="PDF/A-3B")
        self.seller = data["seller"]
        self.running_title = title
        self.set_margins(LEFT, TOP, RIGHT)
        self.set_auto_page_break(auto=True, margin=FOOT)
        self.alias_nb_pages("{pages}")
        self.set_lang(data["language"])
        self.set_text_color(*INK)
        self.set_draw_color(*RULE)
        self.set_line_width(0.2)
        self.c_margin = 0  # text begins where its rule does

    def begin(self, at: datetime) -> None:
        """Fix what would otherwise tell when the file was made, and open the first page."""
        self.set_creation_date(at)
        self.add_page()

    # ---- head and foot of every page -----------------------------------------------------------

    def header(self) -> None:
        self.set_y(TOP)
        if self.page_no() == 1:
            self.write_line(self.seller["shop"], size=17, style="B", height=8)
            return
        self.write_line(self.running_title, size=SMALL, color=SOFT)
        self.ln(3)

    def footer(self) -> None:
        seller = self.seller
        columns = [
            seller["lines"],
            [seller["phone"], seller["email"], seller["url"]],
            [f"Managing director: {seller['director']}" if seller["director"] else "", seller["register"],
             f"VAT id: {seller['vat_id']}" if seller["vat_id"] else ""],
        ]  # fmt: skip
        top = self.h - FOOT + 6
        self.line(LEFT, top - 2, LEFT + WIDTH, top - 2)
        for index, lines in enumerate(columns):
            self.set_xy(LEFT + index * 56, top)
            text = "\n".join(line for line in lines if line)
            self.paragraph(text, width=(52, 52, 60)[index], size=TINY, color=SOFT, height=3.2)
        self.set_xy(LEFT, self.h - 11)
        page = f"Page {self.page_no()} of {{pages}}"
        self.write_line(page, size=TINY, color=SOFT)

    # ---- text ------------------------------------------------------------------------------------

    def take_pen(
        self, text: str, size: float = BODY, style: str = "", color: tuple[int, int, int] = INK
    ) -> None:
        """Take the pen that can write a text; a font comes into the file when it is first needed."""
        family = font_for(text)
        style = style if family == TEXT else ""
        if f"{family.lower()}{style}" not in self.fonts:
            self.add_font(family, style, FILES[family, style])
        self.set_font(family, style, size)
        self.set_text_color(*color)

    def piece(
        self,
        text: str,
        width: float,
        *,
        size: float = BODY,
        style: str = "",
        color: tuple[int, int, int] = INK,
        height: float = LEAD,
        align: Align = Align.L,
    ) -> None:
        """Write text into a width; the pen ends at its right."""
        text = printable(text)
        self.take_pen(text, size, style, color)
        self.cell(width, height, text, align=align)

    def write_line(
        self,
        text: str,
        *,
        size: float = BODY,
        style: str = "",
        color: tuple[int, int, int] = INK,
        height: float = LEAD,
    ) -> None:
        """Write a line of its own."""
        self.piece(text, WIDTH, size=size, style=style, color=color, height=height)
        self.ln(height)

    def paragraph(
        self,
        text: str,
        *,
        width: float = WIDTH,
        size: float = BODY,
        color: tuple[int, int, int] = INK,
        height: float = LEAD,
    ) -> None:
        """Write text that wraps, from where the pen is; the pen ends below, at the same left edge."""
        left = self.get_x()
        for line in self.wrapped(text, width, size=size):
            self.set_x(left)
            self.piece(line, width, size=size, color=color, height=height)
            self.ln(height)
        self.set_x(left)

    def wrapped(self, text: str, width: float, *, size: float = BODY) -> list[str]:
        """Return the lines that a text takes; its own line breaks stay."""
        lines: list[str] = []
        for part in text.split("\n"):
            written = printable(part)
            self.take_pen(written, size)
            found: Any = self.multi_cell(width, LEAD, written, dry_run=True, output="LINES")
            lines += found
        return lines

    def room(self) -> float:
        """How much of the page is left above the foot, in millimetres."""
        return float(self.h - FOOT - self.get_y())

    def needs(self, height: float) -> None:
        """Go to the next page unless so much room is left."""
        if self.room() < height:
            self.add_page()
