from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def load(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the class of gift cards: Directive 2006/112/EC art. 30b (2) taxes what they pay for, not their sale."""
    classes = apps.get_model("pricing", "TaxClass").objects
    classes.get_or_create(code="voucher", defaults={"name": "Voucher", "is_out_of_scope": True})


def unload(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("pricing", "TaxClass").objects.filter(code="voucher").delete()


class Migration(migrations.Migration):
    dependencies = [("pricing", "0006_taxclass_out_of_scope")]
    operations = [migrations.RunPython(load, unload)]
