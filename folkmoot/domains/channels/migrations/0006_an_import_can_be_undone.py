"""What each batch made is noted, so that an import can be undone: a state more."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

OVER = ("done", "failed", "stopped", "undone")


class Migration(migrations.Migration):
    dependencies = [("channels", "0005_rejected_rows_can_be_mended")]

    operations = [
        migrations.CreateModel(
            name="Arrival",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ideas",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "comments",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("changes", models.JSONField(default=list)),
                ("before", models.JSONField(default=dict)),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="arrivals", to="channels.import"
                    ),
                ),
            ],
        ),
        migrations.AlterField(
            model_name="import",
            name="state",
            field=models.CharField(
                choices=[
                    ("preview", "Preview"),
                    ("waiting", "Waits"),
                    ("running", "Under way"),
                    ("done", "Done"),
                    ("failed", "Could not be read"),
                    ("stopped", "Stopped"),
                    ("undone", "Undone"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
        migrations.RemoveConstraint(model_name="import", name="an_import_that_ended_has_its_moment"),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(state__in=OVER) & models.Q(finished_at__isnull=False)
                | ~models.Q(state__in=OVER) & models.Q(finished_at=None),
                name="an_import_that_ended_has_its_moment",
            ),
        ),
    ]
