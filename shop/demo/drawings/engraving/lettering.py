"""Lettering as outlines, so that a plate shown as an image keeps the house type.

Each glyph is drawn once per plate, in units of the em, and placed with `use`. Jost is under the SIL Open
Font Licence; its licence lies next to the font files.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from fontTools.pens.basePen import decomposeQuadraticSegment
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from shop.demo.drawings.engraving.numbers import number

FONTS = Path(__file__).resolve().parents[4] / "static" / "fonts"
UPRIGHT = ("jost-latin-wght-normal.woff2", "jost-latin-ext-wght-normal.woff2")
ITALIC = ("jost-latin-wght-italic.woff2",)
EM = 250  # drawn units per em: fine enough up to 60 drawing units, and short to write
FONT_EM = 1000
GLYPH = re.compile(r'href="#([ri]\d[0-9a-f]+)"')

Anchor = Literal["start", "middle", "end"]


class MissingGlyph(ValueError):
    """The house type has no such letter."""


@dataclass(frozen=True)
class Glyph:
    """One letter: its name on the plate, its outline and its width in drawn units of the em."""

    name: str
    outline: str
    advance: float


def _outline(recorded: Sequence[tuple[str, Sequence[tuple[float, float]]]]) -> str:
    """Writes an outline with relative whole numbers, which is the shortest way in SVG."""
    out: list[str] = []
    at = start = (0, 0)
    for step, points in recorded:
        if step == "closePath":
            out.append("z")
            at = start
            continue
        command = {"moveTo": "m", "lineTo": "l", "curveTo": "c", "qCurveTo": "q"}[step]
        segments = decomposeQuadraticSegment(points) if command == "q" else [points]
        for segment in segments:
            rounded = [(round(x * EM / FONT_EM), -round(y * EM / FONT_EM)) for x, y in segment]
            values = [v for x, y in rounded for v in (x - at[0], y - at[1])]
            out.append(command + "".join(str(v) if v < 0 else f" {v}" for v in values).lstrip())
            at = rounded[-1]
        if command == "m":
            start = at
    return "".join(out)


@cache
def _font(file: str) -> tuple[Any, dict[int, str]]:
    font = TTFont(FONTS / file)
    return font, font.getBestCmap()


@cache
def _glyphs(file: str, weight: int) -> Any:
    return _font(file)[0].getGlyphSet(location={"wght": weight})


@cache
def glyph(letter: str, weight: int, italic: bool) -> Glyph:
    """This function will return a letter of the house type. Raises MissingGlyph."""
    for file in ITALIC if italic else UPRIGHT:
        name = _font(file)[1].get(ord(letter))
        if name is not None:
            glyphs = _glyphs(file, weight)
            pen = DecomposingRecordingPen(glyphs)
            glyphs[name].draw(pen)
            key = f"{'i' if italic else 'r'}{weight // 100}{ord(letter):x}"
            return Glyph(key, _outline(pen.value), glyphs[name].width * EM / FONT_EM)
    raise MissingGlyph(f"the house type has no letter for {letter!r}")


def text_width(
    text: str, size: float, weight: int = 500, *, italic: bool = False, spacing: float = 0
) -> float:
    """This function will return the width of a text in drawing units; spacing is in parts of the size."""
    advance = sum(glyph(letter, weight, italic).advance for letter in text)
    return advance * size / EM + spacing * size * max(0, len(text) - 1)


def lettering(
    x: float,
    y: float,
    text: str,
    size: float = 14,
    *,
    weight: int = 500,
    italic: bool = False,
    spacing: float = 0,
    anchor: Anchor = "start",
    tone: str = "L",
) -> str:
    """This function will set a text on the base line y, in drawing units. Raises MissingGlyph."""
    width = text_width(text, size, weight, italic=italic, spacing=spacing)
    left = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
    out = []
    at = 0.0
    for letter in text:
        shape = glyph(letter, weight, italic)
        if shape.outline:
            out.append(f'<use href="#{shape.name}" x="{number(at)}"/>')
        at += shape.advance + spacing * EM
    transform = f"translate({number(left)} {number(y)})scale({size / EM:.4f})"
    return f'<g class="{tone}" transform="{transform}">{"".join(out)}</g>'


def wrapped_lettering(
    y: float, radius: float, flattening: float, text: str, size: float, *, weight: int = 600, tone: str = "L"
) -> str:
    """This function will set a text around the front of a standing cylinder, in drawing units.

    The axis is x = 0; y is the base line in the middle of the front. Raises MissingGlyph.
    """
    at = -text_width(text, size, weight) / 2
    out = []
    for letter in text:
        shape = glyph(letter, weight, False)
        advance = shape.advance * size / EM
        turn = (at + advance / 2) / radius
        at += advance
        if not shape.outline:
            continue
        x, drop = radius * math.sin(turn), radius * flattening * (math.cos(turn) - 1)
        lean = math.degrees(math.atan(-flattening * math.tan(turn)))
        place = f"translate({number(x)} {number(y + drop)})rotate({lean:.1f})"
        sizes = f"scale({size / EM * math.cos(turn):.4f} {size / EM:.4f})"
        out.append(f'<use href="#{shape.name}" x="{number(-shape.advance / 2)}" transform="{place}{sizes}"/>')
    return f'<g class="{tone}">{"".join(out)}</g>'


def definitions(marks: str) -> str:
    """This function will return the outlines of all glyphs that the marks use."""
    names = dict.fromkeys(GLYPH.findall(marks))
    if not names:
        return ""
    outlines = []
    for name in names:
        shape = glyph(chr(int(name[2:], 16)), int(name[1]) * 100, name[0] == "i")
        outlines.append(f'<path id="{name}" class="q" d="{shape.outline}"/>')
    return f"<defs>{''.join(outlines)}</defs>"
