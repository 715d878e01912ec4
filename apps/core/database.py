"""What the database's errors say."""

from django.db import Error


def violated(error: Error) -> str:
    """Return the name of the constraint that an IntegrityError is about, or an empty string."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""
