"""Content security policies as header values."""

from collections.abc import Mapping, Sequence


def as_header(directives: Mapping[str, Sequence[str]]) -> str:
    """Return a policy as the Content-Security-Policy header says it."""
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())
