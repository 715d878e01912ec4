import csv
from decimal import Decimal
from pathlib import Path

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

DATA = Path(__file__).resolve().parent.parent / "data" / "tax_rates.csv"
CLASSES = {"standard": "Standard rate", "books": "Books"}


def load(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Load the VAT rates of the EU's member states for the goods the shop sells. Staff edit them from here on."""
    tax_class = apps.get_model("pricing", "TaxClass")
    tax_rate = apps.get_model("pricing", "TaxRate")
    classes = {code: tax_class.objects.create(code=code, name=name) for code, name in CLASSES.items()}
    with DATA.open(encoding="utf-8", newline="") as file:
        tax_rate.objects.bulk_create(
            tax_rate(
                tax_class=classes[row["tax_class"]],
                country=row["country"],
                percent=Decimal(row["percent"]),
                valid_from=row["valid_from"],
                source=row["source"],
            )
            for row in csv.DictReader(file)
        )


def unload(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("pricing", "TaxRate").objects.all().delete()
    apps.get_model("pricing", "TaxClass").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("pricing", "0001_initial")]
    operations = [migrations.RunPython(load, unload)]
