"""Splitting text into words for the search, the same way for what is stored and for what is typed."""

import re

_WORDS = re.compile(r"[^\W_]+")
_TIMES = re.compile(r"(?<=\d)\s*[x×]\s*(?=\d)", re.IGNORECASE)
_GLUED_UNIT = re.compile(r"(?<=\d)(?=(?:mm|cm|kg|g|m|inch|mhz|ghz)\b)", re.IGNORECASE)


def split(text: str) -> list[str]:
    """Split text into words and numbers: "200mm f/6" becomes 200, mm, f, 6; "8x42" becomes 8, 42."""
    return _WORDS.findall(_GLUED_UNIT.sub(" ", _TIMES.sub(" ", text)))
