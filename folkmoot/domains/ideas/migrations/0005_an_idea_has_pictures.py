"""Up to six pictures stand with an idea."""

import django.db.models.deletion
import folkmoot.kit.clock
import folkmoot.kit.seals
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ideas", "0004_salts_and_reasons_may_be_erased"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Picture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("alt", models.CharField(max_length=300)),
                ("digest", models.CharField(max_length=64)),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("at", models.DateTimeField(default=folkmoot.kit.clock.now)),
                ("salt", models.CharField(default=folkmoot.kit.seals.fresh_salt, max_length=32)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "idea",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pictures", to="ideas.idea"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "indexes": [models.Index(fields=["digest"], name="pictures_of_a_file")],
                "constraints": [
                    models.UniqueConstraint(fields=("idea", "position"), name="a_picture_has_its_own_place"),
                    models.CheckConstraint(
                        condition=models.Q(("position__range", (1, 6))),
                        name="an_idea_has_six_pictures_at_most",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("alt", ""), _negated=True), name="a_picture_is_told_in_words"
                    ),
                ],
            },
        ),
    ]
