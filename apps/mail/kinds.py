"""Every kind of e-mail that the shop writes. Apps add theirs in a module `samples`, read when one is asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.module_loading import autodiscover_modules


@dataclass(frozen=True, slots=True)
class MailKind:
    """A kind of e-mail: its templates are emails/<name>/, `sample` makes up what they print."""

    name: str
    title: str
    sample: Callable[[], dict[str, Any]]


_kinds: dict[str, MailKind] = {}


def register(*, name: str, title: str, sample: Callable[[], dict[str, Any]]) -> None:
    """Make a kind known to the staff's previews. `sample` writes nothing and needs no row to exist."""
    _kinds[name] = MailKind(name, title, sample)


def kinds() -> list[MailKind]:
    """Return every kind, by title."""
    autodiscover_modules("samples")
    return sorted(_kinds.values(), key=lambda kind: kind.title)


def kind_named(name: str) -> MailKind | None:
    """Return a kind by its name, or None."""
    return next((kind for kind in kinds() if kind.name == name), None)
