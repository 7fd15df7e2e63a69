"""How a table was read is remembered by its headings."""

import django.db.models.deletion
from django.db import migrations, models

import folkmoot.kit.clock


class Migration(migrations.Migration):
    dependencies = [
        ("channels", "0006_an_import_can_be_undone"),
        ("communities", "0002_somebody_may_be_blocked"),
    ]

    operations = [
        migrations.CreateModel(
            name="Mapping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fingerprint", models.CharField(max_length=32)),
                ("name", models.CharField(max_length=40)),
                ("plan", models.JSONField()),
                ("used_at", models.DateTimeField(default=folkmoot.kit.clock.now)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("community", "fingerprint"), name="headings_are_matched_one_way")
                ]
            },
        )
    ]
