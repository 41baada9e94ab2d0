from django.conf import settings
from django.db import migrations, models

import articles.models.sort_key
from articles.wording.alphabet import sort_key

LOT = 1_000


def fill(apps, schema_editor):
    """Give the names that are there their keys, a lot at a time."""
    for noun, person in (("Column", False), ("Person", True)):
        rows = apps.get_model("articles", noun)._base_manager.using(schema_editor.connection.alias)
        last = 0
        while lot := list(rows.filter(pk__gt=last).order_by("pk").only("name", "sort_key")[:LOT]):
            for row in lot:
                row.sort_key = sort_key(row.name, person)
            rows.bulk_update(lot, ["sort_key"])
            last = lot[-1].pk


class Migration(migrations.Migration):

    dependencies = [
        ('articles', "0015_signature_title"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='column',
            name='sort_key',
            field=articles.models.sort_key.SortKeyField(default='', editable=False, max_length=120, person=False),
        ),
        migrations.AddField(
            model_name='person',
            name='sort_key',
            field=articles.models.sort_key.SortKeyField(default='', editable=False, max_length=120, person=True),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['sort_key', 'id'], name='person_by_sort_key'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
