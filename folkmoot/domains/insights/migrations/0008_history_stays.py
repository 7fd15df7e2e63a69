"""Steps of a delivery, measurements and handovers are never overwritten."""

from django.db import migrations

from folkmoot.kit.appendonly import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("insights", "0007_the_reply_clock")]
    operations = [
        AppendOnly("insights_deliverystep"),
        AppendOnly("insights_measurement"),
        AppendOnly("insights_handover"),
    ]
