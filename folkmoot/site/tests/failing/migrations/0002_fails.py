"""This one fails."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("failing", "0001_done")]
    operations = [migrations.RunSQL("create table failing_more (id int); select 1/0")]
