"""Statements that Django writes once per process and then only runs.

Building and compiling a query of several tables costs ten times as much processor time as running it. The
few statements that every visitor needs several times are therefore kept as SQL with slots for their values.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction
from django.db.models import Field, Model, QuerySet
from django.db.models.constants import OnConflict
from django.db.models.expressions import RawSQL
from django.db.models.query import get_related_populators
from django.db.models.signals import post_save, pre_save
from django.db.models.sql import InsertQuery, UpdateQuery

M = TypeVar("M", bound=Model)


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


# ---- writing -----------------------------------------------------------------------------------------------


class CompiledInsert(Generic[M]):
    """The INSERT of a model, which writes new instances as saving or bulk_create does.

    With `unless` no row is written where one with the same values of these unique fields is there; with `update`
    as well, that row takes these fields of the new one. A model with parents, or with signals for its saving, is
    refused with a TypeError.
    """

    def __init__(
        self,
        model: type[M],
        *,
        unless: Sequence[str] = (),
        update: Sequence[str] = (),
    ) -> None:
        self._model, self._unless, self._update = model, unless, update
        self._sql: dict[bool, str] = {}  # for one instance, for several
        self._fields: list[Field[Any, Any]] = []

    def save(self, *instances: M) -> bool:
        """Write new instances in one statement and give them the keys that the database made.

        Returns whether all were written. What they refer to has to be saved already.
        """
        if not instances:
            return True
        connection = connections[DEFAULT_DB_ALIAS]
        is_one = len(instances) == 1
        if is_one not in self._sql:
            self._sql[is_one] = self._compile(instances)
        rows = [
            [field.get_db_prep_save(field.pre_save(instance, True), connection) for field in self._fields]
            for instance in instances
        ]
        params = rows[0] if is_one else [list(column) for column in zip(*rows, strict=True)]
        with transaction.mark_for_rollback_on_error(DEFAULT_DB_ALIAS), connection.cursor() as cursor:
            cursor.execute(self._sql[is_one], params)
            keys = cursor.fetchall()
        if len(keys) != len(instances):
            return False
        for instance, (key,) in zip(instances, keys, strict=True):
            instance.pk = key
            state = instance._state  # noqa: SLF001 - documented, and what saving leaves behind
            state.adding, state.db = False, DEFAULT_DB_ALIAS
        return True

    def _compile(self, instances: Sequence[M]) -> str:
        meta = self._model._meta
        if meta.parents or pre_save.has_listeners(self._model) or post_save.has_listeners(self._model):
            raise TypeError(f"{self._model.__name__} needs more than one statement to be saved.")
        self._fields = [f for f in meta.local_concrete_fields if not (f.primary_key or f.generated)]
        query = InsertQuery(
            self._model,
            on_conflict=OnConflict.UPDATE if self._unless else None,
            update_fields=[_field(self._model, name) for name in self._update or self._unless],
            unique_fields=[_field(self._model, name) for name in self._unless],
        )
        query.insert_values(self._fields, list(instances))
        compiler = query.get_compiler(DEFAULT_DB_ALIAS)
        compiler.returning_fields = [meta.pk]
        ((sql, params),) = compiler.as_sql()
        if len(params) != len(self._fields):
            raise TypeError(f"{self._model.__name__} has a value that is no parameter.")
        if self._unless and not self._update:
            # Django can ignore all conflicts or none; only these are meant.
            sql = re.sub(r"\bDO UPDATE SET .*? RETURNING\b", "DO NOTHING RETURNING", sql)
        return str(sql)


def _field(model: type[Model], name: str) -> "Field[Any, Any]":
    return next(field for field in model._meta.concrete_fields if field.name == name)


class CompiledUpdate(Generic[M]):
    """An UPDATE of some fields of the rows that `rows` finds, by samples as in CompiledQuery."""

    def __init__(self, rows: Callable[..., QuerySet[M]], *fields: str, **samples: Any) -> None:
        self._rows, self._names, self._samples = rows, fields, samples
        self._fields: list[Field[Any, Any]] = []
        self._sql = ""
        self._params: list[Any] = []
        self._slots: list[tuple[int, str]] = []

    def run(self, *news: Any, **values: Any) -> int:
        """Give the rows these values, in the order of the fields, and return how many rows there were."""
        if not self._sql:
            self._compile()
        connection = connections[DEFAULT_DB_ALIAS]
        params = self._params.copy()
        pairs = zip(self._fields, news, strict=True)
        params[: len(news)] = [field.get_db_prep_save(new, connection) for field, new in pairs]
        for position, name in self._slots:
            params[position] = values[name]
        with transaction.mark_for_rollback_on_error(DEFAULT_DB_ALIAS), connection.cursor() as cursor:
            cursor.execute(self._sql, params)
            return int(cursor.rowcount)

    def save(self, instance: M) -> None:
        """Store these fields of an instance, as save(update_fields=...) does; the one sample has to be `pk`.

        Raises DatabaseError if its row is gone.
        """
        if not self._sql:
            self._compile()
        if not self.run(*(field.pre_save(instance, False) for field in self._fields), pk=instance.pk):
            raise DatabaseError("The row that was to be changed is gone.")

    def _compile(self) -> None:
        rows = self._rows(**self._samples)
        query = rows.query.chain(UpdateQuery)
        self._fields = [_field(rows.model, name) for name in self._names]
        slot = object()
        query.add_update_fields([(field, None, RawSQL("%s", [slot])) for field in self._fields])  # type: ignore[attr-defined]
        sql, params = query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
        if any(param is not slot for param in params[: len(self._fields)]):
            raise TypeError(f"{rows.model.__name__} has a value that is no parameter.")
        self._params = list(params)
        self._slots = _slots(self._params, self._samples)
        self._sql = sql
