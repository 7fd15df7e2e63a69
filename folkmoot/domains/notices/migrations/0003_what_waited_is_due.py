"""Notices that no letter told of yet are due at once: before, all were."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_how_people_want_to_be_told")]

    operations = [
        migrations.RunSQL(
            "update notices_notice set mail_at = made_at where letter_id is null", migrations.RunSQL.noop
        )
    ]
