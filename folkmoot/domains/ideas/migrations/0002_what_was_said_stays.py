"""States and supports of an idea are append-only: the current value is a view of them."""

from django.db import migrations

from folkmoot.kit.appendonly import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("ideas", "0001_initial")]
    operations = [AppendOnly("ideas_statechange"), AppendOnly("ideas_support")]
