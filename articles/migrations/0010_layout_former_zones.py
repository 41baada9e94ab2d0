from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_people_merge")]

    operations = [
        migrations.AddField(
            model_name="articlepart",
            name="former_zones",
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
        migrations.AddField(
            model_name="historicalarticlepart",
            name="former_zones",
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
    ]
