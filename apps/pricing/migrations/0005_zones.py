import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

DATA = Path(__file__).resolve().parent.parent / "data"


def rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def load(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Load zones, special areas, reduced rates and rates outside the union. Staff edit them from here on."""
    zone, member = apps.get_model("pricing", "TaxZone"), apps.get_model("pricing", "TaxZoneMember")
    for row in rows("tax_zones.csv"):
        members = row.pop("members").split()
        made = zone.objects.create(**row | {"shows_gross": row["shows_gross"] == "yes"})
        member.objects.bulk_create(member(zone=made, code=code) for code in members)
    area = apps.get_model("pricing", "TaxArea")
    area.objects.bulk_create(area(**row) for row in rows("tax_areas.csv"))
    tax_class, rate = apps.get_model("pricing", "TaxClass"), apps.get_model("pricing", "TaxRate")
    tax_class.objects.get_or_create(code="reduced", defaults={"name": "Reduced rate"})
    classes = {each.code: each for each in tax_class.objects.all()}
    rate.objects.bulk_create(
        rate(**row | {"tax_class": classes[row["tax_class"]], "percent": Decimal(row["percent"])})
        for row in rows("tax_rates_of_areas.csv")
        if row["tax_class"] in classes and not _is_known(rate, row)
    )


def _is_known(rate: type, row: dict[str, str]) -> bool:
    """A shop that already has rates of its own for the place keeps them."""
    return rate.objects.filter(
        tax_class__code=row["tax_class"], country=row["country"], region=row["region"]
    ).exists()


def unload(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take away what the former schema cannot hold: rates of regions, and of places that became taxed."""
    rates = apps.get_model("pricing", "TaxRate").objects
    rates.exclude(region="").delete()
    rates.filter(country__in=["XI", "GB", "CH", "NO"]).delete()
    rates.filter(tax_class__code="reduced").delete()
    apps.get_model("pricing", "TaxClass").objects.filter(code="reduced").delete()
    for name in ("TaxZoneMember", "TaxZone", "TaxArea"):
        apps.get_model("pricing", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("pricing", "0004_prices_are_only_added")]
    operations = [migrations.RunPython(load, unload)]
