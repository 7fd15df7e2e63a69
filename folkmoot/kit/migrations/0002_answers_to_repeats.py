"""Answers to programs, kept for a day, so that a request that is sent again does nothing twice."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kit", "0001_limits")]
    operations = [
        migrations.CreateModel(
            name="KeptAnswer",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("whose", models.CharField(db_index=True, max_length=64)),
                ("digest", models.CharField(max_length=64)),
                ("status", models.PositiveSmallIntegerField()),
                ("content", models.BinaryField()),
                ("content_type", models.CharField(blank=True, max_length=100)),
                ("ends_at", models.DateTimeField(db_index=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__gte", 200), ("status__lt", 300)),
                        name="only_what_was_done_is_kept",
                    )
                ],
            },
        ),
    ]
