"""Every kind of e-mail that the shop writes. Apps add theirs in a module `samples`, read when one is asked for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.module_loading import autodiscover_modules


class Attachment(NamedTuple):
    """A file that goes along with an e-mail."""

    name: str
    content: bytes
    mime_type: str


def no_files(_reference: str) -> Sequence[Attachment]:
    """Say that nothing goes along."""
    return ()


@dataclass(frozen=True, slots=True)
class MailKind:
    """A kind of e-mail: its templates are emails/<name>/, `sample` makes up what they print.

    `files` reads what goes along with the message about a reference, whenever it is handed over.
    """

    name: str
    title: str
    sample: Callable[[], dict[str, Any]]
    files: Callable[[str], Sequence[Attachment]] = no_files


_kinds: dict[str, MailKind] = {}


def register(
    *,
    name: str,
    title: str,
    sample: Callable[[], dict[str, Any]],
    files: Callable[[str], Sequence[Attachment]] = no_files,
) -> None:
    """Make a kind known to the staff's previews. `sample` writes nothing and needs no row to exist."""
    _kinds[name] = MailKind(name, title, sample, files)


def kinds() -> list[MailKind]:
    """Return every kind, by title."""
    autodiscover_modules("samples")
    return sorted(_kinds.values(), key=lambda kind: kind.title)


def kind_named(name: str) -> MailKind | None:
    """Return a kind by its name, or None."""
    return next((kind for kind in kinds() if kind.name == name), None)
