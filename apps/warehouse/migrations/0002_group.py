from django.db import migrations


def make_group(apps, _schema_editor):
    """The group of those who pack. Its permissions are made here because Django makes them after all migrations."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    about, _ = ContentType.objects.get_or_create(app_label="warehouse", model="box")
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name="Warehouse")
    for codename, name in [("pack_orders", "Can pack and ship orders"), ("view_box", "Can view box")]:
        permission, _ = Permission.objects.get_or_create(
            content_type=about, codename=codename, defaults={"name": name}
        )
        group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("warehouse", "0001_boxes"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_group, migrations.RunPython.noop)]
