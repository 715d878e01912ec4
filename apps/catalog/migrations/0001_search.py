from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

# The search configuration folds accents before it stems. It is a database object of its own, so that
# generated columns can name it: their expression has to be immutable, and unaccent() by itself is not.
CREATE = """
CREATE TEXT SEARCH CONFIGURATION shop (COPY = english);
ALTER TEXT SEARCH CONFIGURATION shop ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;
"""
DROP = "DROP TEXT SEARCH CONFIGURATION shop"


class Migration(migrations.Migration):
    """Prepares the database for search: similar spelling, folded accents, the shop's search configuration."""

    initial = True
    dependencies: list[tuple[str, str]] = []

    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunSQL(CREATE, DROP),
    ]
