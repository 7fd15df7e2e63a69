"""What came of an attempt is never changed; it goes with its delivery, after thirty days."""

from django.db import migrations


class Migration(migrations.Migration):
    # The function is that of append-only tables (folkmoot/kit/appendonly.py), which refuse removal as well.
    dependencies = [("webhooks", "0001_the_webhooks"), ("activity", "0002_audit")]
    operations = [
        migrations.RunSQL(
            sql="""
            create trigger keeps_its_words before update on webhooks_attempt
                for each row execute function folkmoot_refuse_change();""",
            reverse_sql="drop trigger if exists keeps_its_words on webhooks_attempt;",
        )
    ]
