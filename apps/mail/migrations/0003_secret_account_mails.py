from typing import Any

from django.db import migrations


def mark(apps: Any, schema_editor: Any) -> None:
    """Account mails carry links that sign in; those written before say so too."""
    apps.get_model("mail", "Message").objects.filter(kind="account_message").update(is_secret=True)


class Migration(migrations.Migration):
    dependencies = [("mail", "0002_resent")]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
