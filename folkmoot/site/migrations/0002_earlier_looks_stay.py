"""An earlier look can always be gone back to."""

from django.db import migrations

from folkmoot.kit.appendonly import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("folkmoot_site", "0001_the_brand")]
    operations = [AppendOnly("folkmoot_site_brand")]
