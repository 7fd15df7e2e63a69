"""What was aimed at stays on record: a new target stands above the old one."""

from django.db import migrations

from folkmoot.kit.appendonly import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("metrics", "0002_what_is_aimed_at")]

    operations = [AppendOnly("metrics_target")]
