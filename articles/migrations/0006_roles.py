"""The groups of the roles (articles.models.role)."""

from django.db import migrations

from articles.models.role import set_up_groups


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0005_workflow"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(lambda apps, schema_editor: set_up_groups(apps), migrations.RunPython.noop),
    ]
