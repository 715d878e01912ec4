"""Brings back what the migrations wrote, after a test with real transactions has emptied the tables."""

from typing import Any

from django.db import transaction
from django.db.backends.postgresql.creation import DatabaseCreation
from psycopg import sql

_KEPT = "kept_for_tests"  # a schema


class CopyingCreation(DatabaseCreation):
    """Lets PostgreSQL copy rows from tables of another schema; Django reads them from JSON one by one."""

    _restore = ""

    def serialize_db_to_string(self) -> str:
        """Keep the rows of all tables that have any."""
        tables = self.connection.introspection.django_table_names(only_existing=True, include_views=False)
        with self.connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {_KEPT} CASCADE; CREATE SCHEMA {_KEPT}")
            statements = [self._keep(cursor, table) for table in sorted(tables)]
        self._restore = "; ".join(filter(None, statements))
        return ""

    def _keep(self, cursor: Any, table: str) -> str:
        """Copy a table, and return the statement that copies it back; none if there is nothing in it."""
        here, kept = sql.Identifier(table), sql.Identifier(_KEPT, table)
        cursor.execute(sql.SQL("SELECT EXISTS (SELECT FROM {})").format(here))
        if not cursor.fetchone()[0]:
            return ""
        cursor.execute(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND table_name = %s AND is_generated = 'NEVER'",
            [table],
        )
        columns = sql.SQL(", ").join(sql.Identifier(name) for (name,) in cursor.fetchall())
        cursor.execute(sql.SQL("CREATE TABLE {} AS SELECT {} FROM {}").format(kept, columns, here))
        back = sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {} ON CONFLICT DO NOTHING")
        return back.format(here, columns, columns, kept).as_string(cursor.cursor)

    def deserialize_db_from_string(self, data: str) -> None:
        """Copy the kept rows back. References between tables are checked when all are there."""
        with transaction.atomic(using=self.connection.alias), self.connection.cursor() as cursor:
            cursor.execute(self._restore)
