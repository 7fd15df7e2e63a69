"""An import can be stopped: a state more, and its moment."""

from django.db import migrations, models

OVER = ("done", "failed", "stopped")


class Migration(migrations.Migration):
    dependencies = [("channels", "0001_initial")]

    operations = [
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
