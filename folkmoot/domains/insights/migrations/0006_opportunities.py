"""Who needs what, and how much of it there is."""

import django.db.models.deletion
import folkmoot.kit.clock

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("communities", "0001_initial"), ("insights", "0005_words_are_picked")]
    operations = [
        migrations.CreateModel(
            name='Opportunity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('who', models.CharField(max_length=200)),
                ('need', models.CharField(max_length=300)),
                ('size_low', models.DecimalField(decimal_places=2, max_digits=16, null=True)),
                ('size_high', models.DecimalField(decimal_places=2, max_digits=16, null=True)),
                ('unit', models.CharField(blank=True, max_length=60)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('state', models.CharField(choices=[('open', 'Open'), ('taken', 'Taken up'), ('left', 'Left')], default='open', max_length=10)),
                ('because', models.TextField(blank=True)),
                ('framed_at', models.DateTimeField(default=folkmoot.kit.clock.now)),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='opportunities', to='communities.community')),
                ('framed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('insights', models.ManyToManyField(related_name='opportunities', to='insights.insight')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opportunities', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'opportunities',
                'ordering': ['-framed_at', '-id'],
            },
        ),
        migrations.AddConstraint(
            model_name='opportunity',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('who', ''), _negated=True), models.Q(('need', ''), _negated=True)), name='an_opportunity_says_who_needs_what'),
        ),
        migrations.AddConstraint(
            model_name='opportunity',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('size_high', None), ('size_low', None)), models.Q(('size_high__gte', models.F('size_low')), ('size_low__gte', 0), models.Q(('unit', ''), _negated=True), models.Q(('source', ''), _negated=True)), _connector='OR'), name='a_size_is_a_range_with_its_unit_and_its_source'),
        ),
        migrations.AddConstraint(
            model_name='opportunity',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'open'), models.Q(('because', ''), _negated=True), _connector='OR'), name='what_is_settled_has_a_reason'),
        ),
    ]
