"""What was agreed to is never overwritten; whoever leaves takes the salts with them."""

from django.db import migrations

from folkmoot.kit.appendonly import AppendOnly, Blankable


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_initial")]
    operations = [AppendOnly("privacy_consent"), Blankable("privacy_consent", "salt")]
