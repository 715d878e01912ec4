"""Bodies as Stripe takes them: forms with brackets, `a[b][0]=c`."""

from typing import Any
from urllib.parse import parse_qsl


def decode(text: str) -> dict[str, Any]:
    """Return the nested values of a form; lists become dictionaries by index."""
    values: dict[str, Any] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        *path, last = name.replace("]", "").split("[")
        here = values
        for part in path:
            here = here.setdefault(part, {})
        if last == "":
            last = str(len(here))
        here[last] = value
    return values
