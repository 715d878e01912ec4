"""What a return may become. A step that the table does not list is refused."""

from django.db.models import TextChoices


class ReturnStatus(TextChoices):
    REQUESTED = "REQUESTED", "waits for our answer"
    APPROVED = "APPROVED", "approved"
    RECEIVED = "RECEIVED", "received"
    CLOSED = "CLOSED", "done"
    REFUSED = "REFUSED", "refused"
    CANCELLED = "CANCELLED", "cancelled"


S = ReturnStatus

TRANSITIONS: dict[str, frozenset[str]] = {
    S.REQUESTED: frozenset({S.APPROVED, S.REFUSED, S.CANCELLED}),
    # It is closed without its goods where the customer may keep them, or where they never come.
    S.APPROVED: frozenset({S.RECEIVED, S.CLOSED, S.CANCELLED}),
    S.RECEIVED: frozenset({S.CLOSED}),
    S.CLOSED: frozenset(),
    S.REFUSED: frozenset(),
    S.CANCELLED: frozenset(),
}

OPEN = frozenset({S.REQUESTED, S.APPROVED})  # its units are on their way back, or may be


def may_become(old: str, new: str) -> bool:
    """Tell whether a return may take this step."""
    return new in TRANSITIONS[old]
