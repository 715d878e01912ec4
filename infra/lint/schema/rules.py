"""The rules: what a migration may not do, because the release before it still serves shoppers.

Both releases work on the same tables while traffic moves, and for as long as somebody may want to go back
(docs/release.md). A table that the checked migrations make themselves is unknown to the release before, so nothing
that happens to it can do harm.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres import operations as postgres
from django.db import migrations
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import CheckConstraint, Field

from infra.lint.schema import fields, sql

# What each rule asks for instead.
RULES = {
    "drops-table": "Take the model out of the state first (SeparateDatabaseAndState); drop its table a release later.",
    "drops-column": "Take the field out of the state first (SeparateDatabaseAndState) and let the column take NULL or "
    "have a default; drop it a release later.",
    "renames-column": "Add a new column, write both, copy, read the new one, and drop the old one releases later. A "
    "field alone is renamed by keeping its db_column.",
    "changes-type": "Add a new column of the type and move to it over releases. Only texts and numbers that become "
    "longer are changed in place.",
    "requires-value": "Give the column db_default, or let it take NULL until no release writes that any more.",
    "adds-constraint": "Add a check with AddConstraintNotValid and ValidateConstraint after it. A unique constraint "
    "needs a release before it that keeps to it already, and its index built concurrently.",
    "locks-table": "Use AddIndexConcurrently in a migration with atomic = False.",
    "no-way-back": "Give reverse_code or reverse_sql; RunPython.noop and RunSQL.noop say that nothing needs undoing.",
    "data-with-schema": "Move rows in a migration of its own: in one, tables stay locked until the last row is moved.",
}
_CHANGE_NO_TABLE = (
    migrations.RunPython,
    migrations.RunSQL,
    migrations.CreateModel,
    migrations.AlterModelOptions,
    migrations.AlterModelManagers,
    postgres.CreateExtension,
    postgres.CreateCollation,
)
Fault = tuple[str, str]  # the rule, and what breaks it


@dataclass(frozen=True)
class Step:
    """One operation, the tables as they are before it, and the tables that the release before does not know."""

    app: str
    before: ProjectState
    new_models: set[tuple[str, str]]

    def is_new(self, model: str) -> bool:
        return (self.app, model.lower()) in self.new_models

    def field(self, model: str, name: str) -> "Field[Any, Any]":
        found: Field[Any, Any] = self.before.models[self.app, model.lower()].fields[name]
        return found

    def table(self, model: str) -> str:
        found = self.before.models[self.app, model.lower()].options.get("db_table")
        return str(found or f"{self.app}_{model.lower()}")


def _delete_model(step: Step, one: migrations.DeleteModel) -> Iterator[Fault]:
    if not step.is_new(one.name):
        yield "drops-table", f"{one.name} goes"


def _rename_model(step: Step, one: migrations.RenameModel) -> Iterator[Fault]:
    options = step.before.models[step.app, one.old_name.lower()].options
    if not step.is_new(one.old_name) and not options.get("db_table"):
        yield "drops-table", f"{one.old_name} is called {one.new_name} now"


def _alter_table(step: Step, one: migrations.AlterModelTable) -> Iterator[Fault]:
    if not step.is_new(one.name) and one.table != step.table(one.name):
        yield "drops-table", f"the table of {one.name} is called {one.table} now"


def _remove_field(step: Step, one: migrations.RemoveField) -> Iterator[Fault]:
    if not step.is_new(one.model_name):
        rule = "drops-column" if fields.has_column(step.field(one.model_name, one.name)) else "drops-table"
        yield rule, f"{one.model_name}.{one.name} goes"


def _rename_field(step: Step, one: migrations.RenameField) -> Iterator[Fault]:
    field = step.field(one.model_name, one.old_name)
    if not step.is_new(one.model_name) and not field.db_column:
        yield "renames-column", f"{one.model_name}.{one.old_name} is called {one.new_name} now"


def _add_field(step: Step, one: migrations.AddField) -> Iterator[Fault]:
    if step.is_new(one.model_name) or not fields.has_column(one.field):
        return
    name = f"{one.model_name}.{one.name}"
    if fields.needs_value(one.field):
        yield "requires-value", f"{name} is NOT NULL, and the release before does not fill it"
    if one.field.unique:
        yield "locks-table", f"{name} is unique, and nobody can write while its index is built"


def _alter_field(step: Step, one: migrations.AlterField) -> Iterator[Fault]:
    if not step.is_new(one.model_name):
        before = step.field(one.model_name, one.name)
        for rule, says in fields.changes(before, one.field, one.name):
            yield rule, f"{one.model_name}.{one.name} {says}"


def _add_constraint(step: Step, one: migrations.AddConstraint) -> Iterator[Fault]:
    if step.is_new(one.model_name) or isinstance(one, postgres.AddConstraintNotValid):
        return
    kind = "every row is checked" if isinstance(one.constraint, CheckConstraint) else "an index is built"
    yield "adds-constraint", f"{one.constraint.name} on {one.model_name}: {kind} while nobody can write"


def _unique_together(step: Step, one: migrations.AlterUniqueTogether) -> Iterator[Fault]:
    had = step.before.models[step.app, one.name.lower()].options.get("unique_together") or ()
    added = {tuple(names) for names in one.option_value or ()} - {tuple(names) for names in had}
    if added and not step.is_new(one.name):
        yield "adds-constraint", f"{one.name} becomes unique by {sorted(added)}"


def _add_index(step: Step, one: migrations.AddIndex) -> Iterator[Fault]:
    if not step.is_new(one.model_name) and not isinstance(one, postgres.AddIndexConcurrently):
        yield "locks-table", f"{one.index.name} on {one.model_name}: nobody can write while it is built"


def _run_python(step: Step, one: migrations.RunPython) -> Iterator[Fault]:
    if one.reverse_code is None:
        yield "no-way-back", f"{getattr(one.code, '__name__', 'code')} has no reverse"


def _run_sql(step: Step, one: migrations.RunSQL) -> Iterator[Fault]:
    if one.reverse_sql is None:
        yield "no-way-back", "SQL has no reverse"
    yield from sql.faults(one.sql)


_BY_KIND: tuple[tuple[type[Operation], Callable[[Step, Any], Iterator[Fault]]], ...] = (
    (migrations.DeleteModel, _delete_model),
    (migrations.RenameModel, _rename_model),
    (migrations.AlterModelTable, _alter_table),
    (migrations.RemoveField, _remove_field),
    (migrations.RenameField, _rename_field),
    (migrations.AddField, _add_field),
    (migrations.AlterField, _alter_field),
    (migrations.AddConstraint, _add_constraint),
    (migrations.AlterUniqueTogether, _unique_together),
    (migrations.AddIndex, _add_index),
    (migrations.RunPython, _run_python),
    (migrations.RunSQL, _run_sql),
)


def faults(
    migration: migrations.Migration, before: ProjectState, new_models: set[tuple[str, str]]
) -> list[Fault]:
    """Return the rules that a migration breaks. `before` and `new_models` are carried past it."""
    app = migration.app_label
    done = _by_operation(app, _to_the_tables(migration.operations), before.clone(), new_models)
    migration.mutate_state(before, preserve=False)
    if migration.atomic and _mixes(app, migration.operations, new_models):
        done.append(("data-with-schema", "rows are moved while tables that are in use are changed"))
    return done


def _by_operation(
    app: str, operations: Sequence[Operation], state: ProjectState, new_models: set[tuple[str, str]]
) -> list[Fault]:
    found: list[Fault] = []
    for one in operations:
        if isinstance(one, migrations.CreateModel):
            new_models.add((app, one.name.lower()))
        step = Step(app, state, new_models)
        for kind, rule in _BY_KIND:
            if isinstance(one, kind):
                found.extend(rule(step, one))
        if isinstance(one, migrations.RenameModel) and step.is_new(one.old_name):
            new_models.add((app, one.new_name.lower()))
        one.state_forwards(app, state)
    return found


def _to_the_tables(operations: Sequence[Operation]) -> list[Operation]:
    """Return what happens to tables: a change of the state alone is what makes room for the next release."""
    found: list[Operation] = []
    for one in operations:
        if isinstance(one, migrations.SeparateDatabaseAndState):
            found.extend(_to_the_tables(one.database_operations))
        else:
            found.append(one)
    return found


def _mixes(app: str, operations: Sequence[Operation], new_models: set[tuple[str, str]]) -> bool:
    todo = _to_the_tables(operations)
    moves = any(
        isinstance(one, migrations.RunPython)
        or (isinstance(one, migrations.RunSQL) and sql.changes_rows(one.sql))
        for one in todo
    )
    return moves and any(_touches_a_known_table(app, one, new_models) for one in todo)


def _touches_a_known_table(app: str, one: Operation, new_models: set[tuple[str, str]]) -> bool:
    if isinstance(one, _CHANGE_NO_TABLE):
        return False
    model = getattr(one, "model_name", None) or getattr(one, "name", "")
    return (app, str(model).lower()) not in new_models
