"""Highlights: spans of what was said, with codes."""

import django.db.models.deletion
import django.contrib.postgres.fields
import folkmoot.kit.clock

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("communities", "0001_initial"), ("insights", "0004_what_is_delivered")]
    operations = [
        migrations.CreateModel(
            name='Highlight',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=100)),
                ('version', models.PositiveIntegerField(default=0)),
                ('start', models.PositiveIntegerField()),
                ('end', models.PositiveIntegerField()),
                ('quote', models.TextField(blank=True)),
                ('codes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ('at', models.DateTimeField(default=folkmoot.kit.clock.now)),
                ('verified_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='highlights', to='communities.community')),
                ('insight', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='highlights', to='insights.insight')),
                ('verified_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['start', 'id'],
            },
        ),
        migrations.AddIndex(
            model_name='highlight',
            index=models.Index(fields=['subject', 'start'], name='highlights_of_a_text'),
        ),
        migrations.AddConstraint(
            model_name='highlight',
            constraint=models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='a_highlight_holds_some_words'),
        ),
        migrations.AddConstraint(
            model_name='highlight',
            constraint=models.CheckConstraint(condition=models.Q(('codes', []), _negated=True), name='a_highlight_has_a_code'),
        ),
        migrations.AddConstraint(
            model_name='highlight',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('verified_at', None), ('verified_by', None)), models.Q(('verified_at__isnull', False), ('verified_by__isnull', False), models.Q(('verified_by', models.F('by')), _negated=True)), _connector='OR'), name='a_highlight_is_verified_by_another_person'),
        ),
        migrations.AddConstraint(
            model_name='highlight',
            constraint=models.UniqueConstraint(fields=('subject', 'version', 'start', 'end', 'by'), name='a_person_picks_a_span_once'),
        ),
    ]
