"""Tables that break well: a row stays together, and every page repeats the head."""

from collections.abc import Sequence
from dataclasses import dataclass

from fpdf import Align

from apps.documents.rendering.page import LEAD, LEFT, SMALL, SOFT, WIDTH, Sheet

_HEAD, _SMALL_LEAD, _GAP = 5.5, 3.7, 1.8  # heights in millimetres


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, its width in millimetres."""

    head: str
    width: float
    align: Align = Align.R


class Table:
    """A table on a sheet; its head is written with the first row."""

    def __init__(self, sheet: Sheet, columns: Sequence[Column]) -> None:
        self.sheet, self.columns = sheet, columns
        self._head()

    def _head(self) -> None:
        sheet = self.sheet
        sheet.set_x(LEFT)
        for column in self.columns:
            sheet.piece(column.head, column.width, size=SMALL, style="B", color=SOFT, height=_HEAD,
                        align=column.align)  # fmt: skip
        sheet.ln(_HEAD)
        sheet.line(LEFT, sheet.get_y(), LEFT + WIDTH, sheet.get_y())
        sheet.ln(1.2)

    def row(self, cells: Sequence[str], *, wide: int, below: Sequence[str] = ()) -> None:
        """Write a row. The cell number `wide` wraps, and small lines such as a discount stand below it."""
        sheet, room = self.sheet, self.columns[wide].width - 2
        name = sheet.wrapped(cells[wide], room)
        small = [line for text in below for line in sheet.wrapped(text, room, size=SMALL)]
        height = len(name) * LEAD + len(small) * _SMALL_LEAD + _GAP
        if sheet.room() < height:
            sheet.add_page()
            self._head()
        top, left = sheet.get_y(), float(LEFT)
        for index, (cell, column) in enumerate(zip(cells, self.columns, strict=True)):
            sheet.set_xy(left, top)
            if index == wide:
                self._wide(name, small, column.width, left)
            else:
                sheet.piece(cell, column.width, align=column.align)
            left += column.width
        sheet.set_xy(LEFT, top + height)
        sheet.line(LEFT, top + height - _GAP / 2, LEFT + WIDTH, top + height - _GAP / 2)

    def _wide(self, name: Sequence[str], small: Sequence[str], width: float, left: float) -> None:
        sheet = self.sheet
        for line in name:
            sheet.set_x(left)
            sheet.piece(line, width)
            sheet.ln(LEAD)
        for line in small:
            sheet.set_x(left)
            sheet.piece(line, width, size=SMALL, color=SOFT, height=_SMALL_LEAD)
            sheet.ln(_SMALL_LEAD)
