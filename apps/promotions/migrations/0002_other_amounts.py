"""Amounts in other currencies are whole, non-negative numbers of minor units by currency code."""

from django.db import migrations

CHECK = """
ALTER TABLE {table} ADD CONSTRAINT {name} CHECK (
    jsonb_typeof(other_amounts) = 'object'
    AND NOT jsonb_path_exists(other_amounts, '$.* ? (@.type() != "number" || @ < 0 || @.floor() != @)')
    AND NOT jsonb_path_exists(other_amounts, '$.keyvalue() ? (!(@.key like_regex "^[A-Z]{{3}}$"))')
)
"""


def check(table: str, name: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        CHECK.format(table=table, name=name), f"ALTER TABLE {table} DROP CONSTRAINT {name}"
    )


class Migration(migrations.Migration):
    dependencies = [("promotions", "0001_promotions")]

    operations = [
        check("promotions_condition", "condition_other_amounts_whole"),
        check("promotions_effect", "effect_other_amounts_whole"),
    ]
