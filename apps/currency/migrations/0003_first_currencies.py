from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FIRST = ["EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "JPY", "CAD", "AUD"]


def load(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Load the currencies a shop begins with. After every `migrate` the table follows the setting CURRENCIES."""
    currency = apps.get_model("currency", "Currency")
    currency.objects.bulk_create(
        currency(code=code, position=position) for position, code in enumerate(FIRST)
    )


def unload(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("currency", "Currency").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("currency", "0002_rates_are_added_only")]
    operations = [migrations.RunPython(load, unload)]
