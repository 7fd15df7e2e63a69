"""Rows that could not be taken keep their cells, so that they can be mended and sent again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("channels", "0004_an_import_has_a_plan")]

    operations = [
        migrations.AddField("rejectedrow", "cells", models.JSONField(default=list)),
        migrations.AddField("rejectedrow", "table", models.CharField(blank=True, db_default="", default="", max_length=200)),
    ]
