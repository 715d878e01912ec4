"""Queries that Django writes once per process and then only runs.

Building and compiling a query of several tables costs ten times as much processor time as running it. The
few statements that every visitor needs several times are therefore kept as SQL with slots for their values.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import QuerySet
from django.db.models.query import get_related_populators


class CompiledQuery:
    """A query that is compiled at its first use.

    `build` makes the query from samples of its values: one value of the right type for each name, which occurs
    nowhere else in the query. A sample must not be None, because that changes the SQL.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], **samples: Any) -> None:
        self._build = build
        self._samples = samples
        self._compiled: _Compiled | None = None

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """Run a `values_list` query with values for every sample and return its rows."""
        return self._ready().run(values)

    def objects(self, **values: Any) -> list[Any]:
        """Run a query of model instances, with those it selects along, and return the instances.

        Raises TransactionManagementError for a locking query outside a transaction.
        """
        compiled = self._ready()
        if compiled.locks and transaction.get_autocommit():
            raise transaction.TransactionManagementError("This query locks rows and needs a transaction.")
        return [compiled.instance(row) for row in compiled.run(values)]

    def _ready(self) -> "_Compiled":
        if self._compiled is None:
            self._compiled = _Compiled(self._build(**self._samples), self._samples)
        return self._compiled


class _Compiled:
    """The SQL of a query, the slots of its values, and how its rows become Python values."""

    def __init__(self, query: QuerySet[Any, Any], samples: Mapping[str, Any]) -> None:
        connection = connections[DEFAULT_DB_ALIAS]
        compiler = query.query.get_compiler(DEFAULT_DB_ALIAS)
        self.sql, params = compiler.as_sql()
        self.params = list(params)
        self.slots = _slots(self.params, samples)
        self.locks = query.query.select_for_update
        columns = [column for column, _, _ in compiler.select]
        steps = [
            [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]
            for column in columns
        ]
        self.converters = [
            (position, found, columns[position]) for position, found in enumerate(steps) if found
        ]
        if compiler.klass_info:
            self._model = compiler.klass_info["model"]
            own = compiler.klass_info["select_fields"]
            self._fields = slice(own[0], own[-1] + 1)
            self._names = [column.target.attname for column in columns[self._fields]]
            self._related = get_related_populators(  # type: ignore[call-arg]  # the stubs are of Django 6
                compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS
            )

    def run(self, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        params = self.params.copy()
        for position, name in self.slots:
            params[position] = values[name]
        connection = connections[DEFAULT_DB_ALIAS]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return [_convert(row, self.converters, connection) for row in rows] if self.converters else rows

    def instance(self, row: tuple[Any, ...]) -> Any:
        found = self._model.from_db(DEFAULT_DB_ALIAS, self._names, row[self._fields])
        for related in self._related:
            related.populate(row, found)
        return found


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
