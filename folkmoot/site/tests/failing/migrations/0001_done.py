"""This one succeeds, and is committed; it takes something away."""

from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [migrations.RunSQL("create table failing_half (id int); update people_person set name = 'changed'")]
