"""What changed there and here waits for a manager's decision."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("channels", "0007_headings_are_remembered"),
        ("ideas", "0005_an_idea_has_pictures"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("import", "conflicted", models.PositiveIntegerField(db_default=0, default=0)),
        migrations.CreateModel(
            name="Conflict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("body", models.TextField(blank=True)),
                ("body_html", models.TextField(blank=True)),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("edited", "it was edited here since"),
                            ("answered", "it was answered here"),
                            ("claimed", "its author is here, and it is theirs"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("open", "Waits for a decision"),
                            ("taken", "Theirs was taken"),
                            ("kept", "Ours was kept"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "idea",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="ideas.idea"
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="conflicts", to="channels.import"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("of", "idea"), name="an_idea_conflicts_once_in_an_import"),
                    models.CheckConstraint(
                        condition=models.Q(decision="open", decided_by=None)
                        | ~models.Q(decision="open") & models.Q(decided_by__isnull=False),
                        name="a_decided_conflict_was_decided_by_somebody",
                    ),
                ]
            },
        ),
    ]
