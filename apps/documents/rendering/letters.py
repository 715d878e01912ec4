"""The fonts of documents, and what to do with letters they lack."""

import unicodedata
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "fonts"
TEXT, OTHER = "Atkinson", "DejaVu"
FILES = {
    (TEXT, ""): FONTS / "AtkinsonHyperlegibleNext-Regular.ttf",
    (TEXT, "B"): FONTS / "AtkinsonHyperlegibleNext-Bold.ttf",
    (OTHER, ""): FONTS / "DejaVuSans.ttf",
}
MISSING = "\N{REPLACEMENT CHARACTER}"


@lru_cache(maxsize=2)
def _letters(family: str) -> frozenset[int]:
    with TTFont(FILES[family, ""], lazy=True) as opened:
        return frozenset(opened.getBestCmap())


def font_for(text: str) -> str:
    """Return the font that writes a whole text: the shop's own, or the one that knows Greek, Cyrillic and more."""
    return TEXT if all(ord(letter) in _letters(TEXT) for letter in text) else OTHER


def printable(text: str) -> str:
    """Return a text as one of the fonts can write it, with a mark for each letter that none has.

    PDF/A forbids letters without a drawing (ISO 19005-3, 6.2.11.8). The content, and the electronic invoice in
    the file, keep what was typed.
    """
    composed = " ".join(unicodedata.normalize("NFC", text).split())
    visible = "".join(letter for letter in composed if unicodedata.category(letter) not in ("Cc", "Cf"))
    known = _letters(font_for(visible))
    return "".join(letter if ord(letter) in known else MISSING for letter in visible)
