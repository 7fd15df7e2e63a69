"""An answer to an insight is never overwritten."""

from django.db import migrations

from folkmoot.kit.appendonly import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("insights", "0001_initial")]
    operations = [AppendOnly("insights_answer")]
