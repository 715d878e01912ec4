"""What the database's errors say, and how a whole table is kept to one writer."""

from django.db import Error, connection
from django.db.models import Model


def violated(error: Error) -> str:
    """Return the name of the constraint that an IntegrityError is about, or an empty string."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""


def lock_table(model: type[Model]) -> None:
    """Let one transaction at a time compare and write rows of a table, until it ends. Nobody's reading waits.

    For rules that rows together must obey, of which there is no single row to lock. PostgreSQL checks an
    exclusion constraint after it wrote the row: without this two writers wait for each other and one of them
    is told of a deadlock instead of the constraint.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"LOCK TABLE {connection.ops.quote_name(model._meta.db_table)} IN SHARE ROW EXCLUSIVE MODE"
        )
