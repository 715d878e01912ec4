"""What a change of a field means for its column, told from the states of migrations alone; no database is asked."""

import re
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.models import NOT_PROVIDED, Field

type_of_column = re.compile(r"(?P<name>[a-z ]+?)(?:\((?P<sizes>[\d, ]+)\))?$").fullmatch


def has_column(field: "Field[Any, Any]") -> bool:
    """Say whether a field is a column of its own table."""
    return not field.many_to_many


def column(field: "Field[Any, Any]", name: str) -> str:
    """Return the name of a field's column; a field of a state does not know its own yet."""
    return field.db_column or (f"{name}_id" if field.is_relation else name)


def needs_value(field: "Field[Any, Any]") -> bool:
    """Say whether a row that does not name the column is refused, as the rows of the release before would be."""
    is_generated = getattr(field, "generated", False)
    return not (field.null or is_generated or has_db_default(field))


def has_db_default(field: "Field[Any, Any]") -> bool:
    return field.db_default is not NOT_PROVIDED


def is_indexed(field: "Field[Any, Any]") -> bool:
    """Say whether the column has an index that is not unique."""
    return bool(getattr(field, "db_index", False)) and not field.unique


def changes(before: "Field[Any, Any]", after: "Field[Any, Any]", name: str) -> Iterator[tuple[str, str]]:
    """Yield the rules that a change of a field breaks, each with what is changed."""
    if not (has_column(before) and has_column(after)):
        if has_column(before) is not has_column(after):
            yield "changes-type", "becomes another kind of field"
        return
    if column(before, name) != column(after, name):
        yield "renames-column", f"is called {column(after, name)} now"
    if (types := (_type(before), _type(after))) and not _is_wider(*types):
        yield "changes-type", f"becomes {types[1]} from {types[0]}"
    yield from _demands(before, after)
    if after.unique and not before.unique:
        yield "adds-constraint", "becomes unique"
    if is_indexed(after) and not is_indexed(before):
        yield "locks-table", "gets an index, and nobody can write while it is built"


def _demands(before: "Field[Any, Any]", after: "Field[Any, Any]") -> Iterator[tuple[str, str]]:
    if before.null and not after.null:
        yield "requires-value", "takes no NULL any more, which the release before writes"
    if needs_value(after) and has_db_default(before):
        yield "requires-value", "has no default in the database any more, for which the release before asks"


def _type(field: "Field[Any, Any]") -> str:
    if field.is_relation:
        target = field.deconstruct()[3].get("to", "")
        return f"reference to {str(target).lower()}"
    return field.db_type(connection) or ""


def _is_wider(before: str, after: str) -> bool:
    """Say whether PostgreSQL changes the type without writing the table anew, and old values and code fit it."""
    if before == after:
        return True
    old, new = type_of_column(before), type_of_column(after)
    if old is None or new is None:
        return False
    if after == "text":
        return old["name"] in ("varchar", "character varying")
    if old["name"] != new["name"] or not (old["sizes"] and new["sizes"]):
        return False
    was, now = ([int(one) for one in found["sizes"].split(",")] for found in (old, new))
    return now[0] >= was[0] and now[1:] == was[1:]
