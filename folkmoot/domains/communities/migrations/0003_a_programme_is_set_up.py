"""A programme is what was set up by a playbook; communities belong to one, or to none."""

import django.db.models.deletion
import folkmoot.kit.clock
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('communities', '0002_somebody_may_be_blocked'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('playbook', models.CharField(max_length=60)),
                ('version', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=120)),
                ('plan', models.JSONField(default=dict)),
                ('set_up_at', models.DateTimeField(default=folkmoot.kit.clock.now, editable=False)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddField(
            model_name='community',
            name='programme',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='communities', to='communities.programme'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.UniqueConstraint(fields=('title',), name='a_title_names_one_programme'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='a_programme_has_a_title'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('playbook', ''), _negated=True), name='a_programme_has_a_playbook'),
        ),
    ]
