"""What was promised is never overwritten."""

from django.db import migrations

from folkmoot.kit.appendonly import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_initial")]
    operations = [AppendOnly("agreements_edition")]
