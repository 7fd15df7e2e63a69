"""A person may choose the language and the time zone of pages and letters."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0002_sessions_and_tokens")]

    operations = [
        migrations.AddField("person", "language", models.CharField(blank=True, max_length=12, default="")),
        migrations.AddField("person", "time_zone", models.CharField(blank=True, max_length=64, default="")),
    ]
