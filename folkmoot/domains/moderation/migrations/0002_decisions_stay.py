"""A decision is never changed: what undoes it is another decision."""

from django.db import migrations

from folkmoot.kit.appendonly import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("moderation", "0001_initial")]
    operations = [AppendOnly("moderation_decision")]
