"""How the tables of an import are read is kept, what its things are known by, and what its files are."""

from django.db import migrations, models
from django.db.models import F


def name_the_sources(apps, schema_editor):  # type: ignore[no-untyped-def]
    """Until now, an import was known by its format."""
    apps.get_model("channels", "Import").objects.filter(source="").update(source=F("format"))


class Migration(migrations.Migration):
    dependencies = [("channels", "0003_somebody_claims_an_author")]

    operations = [
        migrations.AddField("import", "digests", models.JSONField(default=list)),
        migrations.AddField("import", "plan", models.JSONField(default=dict)),
        migrations.AddField("import", "source", models.CharField(blank=True, db_default="", default="", max_length=40)),
        migrations.RunPython(name_the_sources, migrations.RunPython.noop),
    ]
