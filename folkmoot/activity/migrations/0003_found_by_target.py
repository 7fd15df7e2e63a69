"""What happened is found by what it was aimed at, too: feeds ask for all about a thing."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("activity", "0002_audit")]

    operations = [
        migrations.RunSQL(
            "create index activity_by_target on activity_activity (target, happened_at desc) where target <> ''",
            "drop index activity_by_target",
        )
    ]
