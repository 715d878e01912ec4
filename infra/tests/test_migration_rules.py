"""Planted migrations: each that the release before would not survive is refused, each that it does survive is not."""

from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.postgres import operations as postgres
from django.db import migrations, models
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

from infra.lint.schema import history

NONE = models.BigAutoField(primary_key=True)


def star(**more: Any) -> migrations.CreateModel:
    columns: dict[str, models.Field[Any, Any]] = {
        "name": models.CharField(max_length=40),
        "old": models.CharField(max_length=40, db_column="kept"),
        "price": models.DecimalField(max_digits=6, decimal_places=2, null=True),
        "count": models.IntegerField(db_default=0),
        "others": models.ManyToManyField("sky.star"),
    }
    return migrations.CreateModel("Star", [("id", NONE), *(columns | more).items()])


def migration(name: str, *operations: Operation, atomic: bool = True, **more: Any) -> migrations.Migration:
    body = {"operations": operations, "atomic": atomic, "replaces": more.get("replaces", [])}
    kind: type[migrations.Migration] = type("Migration", (migrations.Migration,), body)
    return kind(name, "sky")


def loaded(*chain: migrations.Migration) -> MigrationLoader:
    """Return a history of migrations, one after the other."""
    graph = MigrationGraph()
    for one in chain:
        graph.add_node(("sky", one.name), one)
    for before, after in pairwise(chain):
        graph.add_dependency(None, ("sky", after.name), ("sky", before.name))
    disk = {("sky", one.name): one for one in chain}
    return SimpleNamespace(graph=graph, disk_migrations=disk)  # type: ignore[return-value]


def broken(*operations: Operation, atomic: bool = True) -> list[str]:
    """Return the rules that a migration breaks whose table a release has used already."""
    chain = loaded(migration("0001_star", star()), migration("0002_new", *operations, atomic=atomic))
    return [one.rule for one in history.check(chain, ["sky.0001_star"], [])]


def forwards(apps: Any, schema_editor: Any) -> None: ...


def check(name: str = "positive") -> models.CheckConstraint:
    return models.CheckConstraint(condition=models.Q(count__gte=0), name=name)


def add(field: Any) -> Operation:
    return migrations.AddField("star", "note", field)


def alter(name: str, field: Any) -> Operation:
    return migrations.AlterField("star", name, field)


PLANTED: dict[str, tuple[str, Operation]] = {
    "model that goes": ("drops-table", migrations.DeleteModel("Star")),
    "model with another name": ("drops-table", migrations.RenameModel("Star", "Sun")),
    "table with another name": ("drops-table", migrations.AlterModelTable("star", "suns")),
    "field that goes": ("drops-column", migrations.RemoveField("star", "name")),
    "table of pairs that goes": ("drops-table", migrations.RemoveField("star", "others")),
    "field with another name": ("renames-column", migrations.RenameField("star", "name", "title")),
    "column with another name": ("renames-column", alter("old", models.CharField(max_length=40))),
    "column that needs a value": ("requires-value", add(models.CharField(max_length=9, default=""))),
    "reference that needs a value": (
        "requires-value",
        add(models.ForeignKey("sky.star", models.PROTECT)),
    ),
    "column without NULL": (
        "requires-value",
        alter("price", models.DecimalField(max_digits=6, decimal_places=2)),
    ),
    "default that goes": ("requires-value", alter("count", models.IntegerField())),
    "other type": ("changes-type", alter("name", models.IntegerField())),
    "shorter text": ("changes-type", alter("name", models.CharField(max_length=20))),
    "larger number": ("changes-type", alter("count", models.BigIntegerField(db_default=0))),
    "more decimal places": (
        "changes-type",
        alter("price", models.DecimalField(max_digits=8, decimal_places=4, null=True)),
    ),
    "table of pairs that becomes a column": (
        "changes-type",
        alter("others", models.ForeignKey("sky.star", models.PROTECT, null=True)),
    ),
    "field that becomes unique": ("adds-constraint", alter("name", models.CharField(max_length=40, unique=True))),
    "unique constraint": (
        "adds-constraint",
        migrations.AddConstraint("star", models.UniqueConstraint(fields=["name"], name="once")),
    ),
    "unique together": ("adds-constraint", migrations.AlterUniqueTogether("star", {("name", "count")})),
    "check of every row": ("adds-constraint", migrations.AddConstraint("star", check())),
    "index": ("locks-table", migrations.AddIndex("star", models.Index(fields=["name"], name="by_name"))),
    "index of a field": ("locks-table", alter("name", models.CharField(max_length=40, db_index=True))),
    "unique column": ("locks-table", add(models.CharField(max_length=9, null=True, unique=True))),
    "code without reverse": ("no-way-back", migrations.RunPython(forwards)),
    "SQL without reverse": ("no-way-back", migrations.RunSQL("ANALYZE sky_star")),
    "dropped column in SQL": ("drops-column", migrations.RunSQL("ALTER TABLE sky_star DROP COLUMN name", "")),
    "renamed column in SQL": (
        "renames-column",
        migrations.RunSQL("ALTER TABLE sky_star RENAME COLUMN name TO title", ""),
    ),
    "dropped table in SQL": ("drops-table", migrations.RunSQL([("DROP TABLE sky_star", None)], "")),
    "renamed table in SQL": ("drops-table", migrations.RunSQL("alter table sky_star rename to suns", "")),
    "type in SQL": ("changes-type", migrations.RunSQL("ALTER TABLE sky_star ALTER name TYPE integer", "")),
    "NOT NULL in SQL": (
        "requires-value",
        migrations.RunSQL("ALTER TABLE sky_star ALTER COLUMN price SET NOT NULL", ""),
    ),
    "column in SQL": ("requires-value", migrations.RunSQL("ALTER TABLE sky_star ADD COLUMN x int NOT NULL", "")),
    "constraint in SQL": (
        "adds-constraint",
        migrations.RunSQL("ALTER TABLE sky_star ADD CONSTRAINT c CHECK (count > 0)", ""),
    ),
    "index in SQL": ("locks-table", migrations.RunSQL("CREATE INDEX by_name ON sky_star (name)", "")),
    "database's part of a change": (
        "drops-column",
        migrations.SeparateDatabaseAndState(database_operations=[migrations.RemoveField("star", "name")]),
    ),
}  # fmt: skip

HARMLESS: dict[str, Operation] = {
    "column that takes NULL": add(models.CharField(max_length=9, null=True)),
    "column with a default of the database": add(models.CharField(max_length=9, db_default="")),
    "table of pairs": migrations.AddField("star", "seen_by", models.ManyToManyField("sky.star")),
    "longer text": alter("name", models.CharField(max_length=80)),
    "text of any length": alter("name", models.TextField()),
    "more digits": alter("price", models.DecimalField(max_digits=9, decimal_places=2, null=True)),
    "column that takes NULL from now on": alter("count", models.IntegerField(null=True)),
    "other words": alter("name", models.CharField("title", max_length=40, help_text="as shown")),
    "field that keeps its column": migrations.RenameField("star", "old", "older"),
    "same table by name": migrations.AlterModelTable("star", "sky_star"),
    "new table": migrations.CreateModel("Moon", [("id", NONE)]),
    "check of new rows": postgres.AddConstraintNotValid("star", check()),
    "check of old rows afterwards": postgres.ValidateConstraint("star", "positive"),
    "index without a lock": postgres.AddIndexConcurrently(
        "star", models.Index(fields=["name"], name="by_name")
    ),
    "code with a reverse": migrations.RunPython(forwards, migrations.RunPython.noop),
    "field that leaves the state only": migrations.SeparateDatabaseAndState(
        state_operations=[migrations.RemoveField("star", "count")]
    ),
    "column with a default in SQL": migrations.RunSQL(
        "ALTER TABLE sky_star ADD COLUMN x int NOT NULL DEFAULT 0", ""
    ),
    "constraint of new rows in SQL": migrations.RunSQL(
        "ALTER TABLE sky_star ADD CONSTRAINT c CHECK (count > 0) NOT VALID", ""
    ),
    "index in SQL without a lock": migrations.RunSQL("CREATE INDEX CONCURRENTLY i ON sky_star (name)", ""),
    "words in a function and a comment": migrations.RunSQL(
        "CREATE FUNCTION f() RETURNS void AS $$ BEGIN DROP TABLE x; END $$ LANGUAGE plpgsql -- DROP TABLE y", ""
    ),
}  # fmt: skip


class TestAMigration:
    @pytest.mark.parametrize("planted", PLANTED)
    def test_is_refused_for_a(self, planted: str):
        rule, operation = PLANTED[planted]

        assert broken(operation) == [rule]

    @pytest.mark.parametrize("harmless", HARMLESS)
    def test_may_have_a(self, harmless: str):
        assert broken(HARMLESS[harmless]) == []

    def test_may_do_what_it_likes_with_a_table_of_its_own(self):
        constraint = models.UniqueConstraint(fields=["size"], name="one_size")
        operations = (
            migrations.CreateModel("Moon", [("id", NONE)]),
            migrations.AddField("moon", "size", models.IntegerField(default=0), preserve_default=False),
            migrations.AddConstraint("moon", constraint),
            migrations.RenameModel("Moon", "Satellite"),
            migrations.RemoveField("satellite", "size"),
            migrations.DeleteModel("Satellite"),
        )

        assert broken(*operations) == []

    def test_does_not_move_rows_while_it_changes_tables(self):
        move = migrations.RunPython(forwards, migrations.RunPython.noop)
        update = migrations.RunSQL("UPDATE sky_star SET count = 0", "")
        column = add(models.CharField(max_length=9, null=True))

        assert broken(column, move) == broken(column, update) == ["data-with-schema"]
        assert broken(column, move, atomic=False) == []
        assert broken(migrations.AlterModelOptions("star", {"ordering": ["name"]}), move) == []

    def test_is_judged_by_the_tables_as_they_are_then(self):
        """The second migration makes longer what the first made: the state moves with them."""
        chain = loaded(
            migration("0001_star", star()),
            migration("0002_a", alter("name", models.CharField(max_length=80))),
            migration("0003_b", alter("name", models.CharField(max_length=60))),
        )

        found = history.check(chain, ["sky.0001_star"], [])

        assert [(one.migration, one.rule) for one in found] == [("sky.0003_b", "changes-type")]
        assert "star.name becomes varchar(60) from varchar(80)" in str(found[0])


class TestTheLists:
    drop = migration("0002_drop", migrations.RemoveField("star", "name"))
    chain = loaded(migration("0001_star", star()), drop)
    released = ("sky.0001_star",)

    def rules(self, *allowed: str) -> list[str]:
        return [one.says for one in history.check(self.chain, self.released, allowed)]

    def test_allow_an_exception_for_a_reason(self):
        assert self.rules("sky.0002_drop drops-column: the release before does not use it") == []

    def test_allow_nothing_without_a_reason(self):
        assert self.rules("sky.0002_drop drops-column: because") == ["is allowed without a reason"]

    def test_keep_no_exception_that_nothing_needs(self):
        line = "sky.0002_drop locks-table: the table has nine rows"

        assert "is allowed, but nothing breaks it; take the line out" in self.rules(line)

    def test_are_not_asked_about_what_a_release_has_run(self):
        assert history.check(self.chain, [*self.released, "sky.0002_drop"], []) == []

    def test_miss_a_migration_that_a_release_has_run(self):
        (found,) = history.check(self.chain, [*self.released, "sky.0002_drop", "sky.0003_gone"], [])

        assert (found.migration, found.rule) == ("sky.0003_gone", "is-gone")

    def test_let_a_squashed_migration_stand_for_released_ones(self):
        squashed = migration("0001_squashed", star(), replaces=[("sky", "0001_star")])

        found = history.check(loaded(squashed, self.drop), self.released, [])

        assert [(one.migration, one.rule) for one in found] == [("sky.0002_drop", "drops-column")]


class TestTheProject:
    def test_keeps_the_rules(self):
        found = history.check(
            MigrationLoader(None), history.lines(history.RELEASED), history.lines(history.ALLOWED)
        )

        assert [str(one) for one in found] == []

    def test_would_not_have_gone_out_with_a_column_that_needs_a_value(self):
        """The negative control: a migration of this project that broke the rule before anything was released."""
        released = [one for one in history.lines(history.RELEASED) if one < "orders.0004" or one > "orders.9"]

        found = history.check(MigrationLoader(None), released, history.lines(history.ALLOWED))

        assert ("orders.0004_discounts", "requires-value") in {(one.migration, one.rule) for one in found}

    def test_writes_its_list_as_it_reads_it(self, tmp_path: Path):
        file = tmp_path / "released.txt"
        file.write_text("# why\n" + history.record(TestTheLists.chain))

        assert history.lines(file) == ["sky.0001_star", "sky.0002_drop"]
