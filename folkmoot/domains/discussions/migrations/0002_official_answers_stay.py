"""An official answer is never overwritten: a later one stands above it."""

from django.db import migrations

from folkmoot.kit.appendonly import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("discussions", "0001_initial")]
    operations = [AppendOnly("discussions_officialanswer")]
