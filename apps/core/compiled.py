"""Queries that Django writes once per process and then only runs.

Building and compiling a query of several tables costs ten times as much processor time as running it. The
few statements that every visitor needs several times are therefore kept as SQL with slots for their values.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet


class CompiledQuery:
    """A `values_list` query that is compiled at its first use.

    `build` makes the query from samples of its values: one value of the right type for each name, which occurs
    nowhere else in the query. A sample must not be None, because that changes the SQL.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], **samples: Any) -> None:
        self._build = build
        self._samples = samples
        self._sql = ""
        self._params: list[Any] = []
        self._slots: list[tuple[int, str]] = []
        self._columns: list[Any] = []

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """Run the query with values for every sample and return its rows."""
        if not self._sql:
            self._compile()
        connection = connections[DEFAULT_DB_ALIAS]
        params = self._params.copy()
        for position, name in self._slots:
            params[position] = values[name]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, params)
            return self._converted(connection, cursor.fetchall())

    def _compile(self) -> None:
        compiler = self._build(**self._samples).query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        self._columns = [column for column, _, _ in compiler.select]
        self._params = list(params)
        self._slots = _slots(self._params, self._samples)
        self._sql = sql

    def _converted(self, connection: Any, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """Turn database values into Python values, as the fields of the columns say."""
        converters = [
            (
                position,
                [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)],
                column,
            )
            for position, column in enumerate(self._columns)
        ]
        needed = [(position, steps, column) for position, steps, column in converters if steps]
        return [_convert(row, needed, connection) for row in rows] if needed else rows


def _convert(
    row: tuple[Any, ...], needed: Iterable[tuple[int, list[Any], Any]], connection: Any
) -> tuple[Any, ...]:
    values = list(row)
    for position, steps, column in needed:
        for step in steps:
            values[position] = step(values[position], column, connection)
    return tuple(values)


def _slots(params: list[Any], samples: Mapping[str, Any]) -> list[tuple[int, str]]:
    """Find where the samples stand among the parameters; each has to stand somewhere."""
    found = [
        (position, name)
        for position, param in enumerate(params)
        for name, sample in samples.items()
        if param == sample and isinstance(param, type(sample))
    ]
    missing = set(samples) - {name for _, name in found}
    if missing:
        raise ValueError(f"The compiled query does not use {', '.join(sorted(missing))}.")
    return found
