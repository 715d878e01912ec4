"""What a statement of SQL does to tables that the release before uses, as far as its words say."""

import re
from collections.abc import Iterator
from typing import Any

_RULES: tuple[tuple[str, str, "re.Pattern[str]"], ...] = tuple(
    (rule, says, re.compile(pattern, re.IGNORECASE | re.DOTALL))
    for rule, says, pattern in (
        ("drops-table", "drops a table", r"\bDROP\s+TABLE\b"),
        ("drops-table", "renames a table", r"\bALTER\s+TABLE\b[^;]*\bRENAME\s+TO\b"),
        ("drops-column", "drops a column", r"\bALTER\s+TABLE\b[^;]*\bDROP\s+COLUMN\b"),
        ("renames-column", "renames a column", r"\bALTER\s+TABLE\b[^;]*\bRENAME\s+COLUMN\b"),
        ("changes-type", "changes a column's type", r"\bALTER\s+TABLE\b[^;]*\bALTER\b[^;]*\bTYPE\b"),
        ("requires-value", "takes no NULL any more", r"\bALTER\s+TABLE\b[^;]*\bSET\s+NOT\s+NULL\b"),
        ("requires-value", "takes a default away", r"\bALTER\s+TABLE\b[^;]*\bDROP\s+DEFAULT\b"),
        (
            "requires-value",
            "adds a column that needs a value",
            r"\bADD\s+COLUMN\b(?![^;,]*\bDEFAULT\b)[^;,]*\bNOT\s+NULL\b",
        ),
        (
            "adds-constraint",
            "adds a constraint that is checked against every row",
            r"\bADD\s+(?:CONSTRAINT\b(?![^;]*\b(?:NOT\s+VALID|USING\s+INDEX)\b)|UNIQUE\b|EXCLUDE\b)",
        ),
        ("adds-constraint", "makes something unique", r"\bCREATE\s+UNIQUE\s+INDEX\b"),
        (
            "locks-table",
            "builds an index while nobody can write",
            r"\bCREATE\s+(?:UNIQUE\s+)?INDEX\b(?!\s+CONCURRENTLY)",
        ),
    )
)
_CHANGES_ROWS = re.compile(r"^\s*(?:UPDATE|INSERT|DELETE|WITH)\b", re.IGNORECASE | re.MULTILINE)
_BODY = re.compile(r"\$(\w*)\$.*?\$\1\$", re.DOTALL)  # of a function, which runs later
_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)


def statements(sql: Any) -> str:
    """Return what an operation of RunSQL runs, without the bodies of functions and without comments."""
    parts = [sql] if isinstance(sql, str) else [one if isinstance(one, str) else one[0] for one in sql]
    return _COMMENT.sub(" ", _BODY.sub("''", ";\n".join(parts)))


def faults(sql: Any) -> Iterator[tuple[str, str]]:
    """Yield the rules that statements break, each with what they do. New tables are for a mark to name."""
    text = statements(sql)
    for rule, says, pattern in _RULES:
        if pattern.search(text):
            yield rule, f"SQL {says}"


def changes_rows(sql: Any) -> bool:
    """Say whether statements change rows."""
    return bool(_CHANGES_ROWS.search(statements(sql)))
