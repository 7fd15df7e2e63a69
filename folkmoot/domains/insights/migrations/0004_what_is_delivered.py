"""What follows a yes, step by step, and what came of it."""

import django.db.models.deletion
import folkmoot.kit.clock
import folkmoot.kit.seals

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("insights", "0003_an_answer_can_wait")]
    operations = [
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('planned', 'Planned'), ('doing', 'Under way'), ('shipped', 'Delivered'), ('stopped', 'Stopped')], default='planned', max_length=10)),
                ('percent', models.PositiveSmallIntegerField(default=0)),
                ('is_trial', models.BooleanField(default=False)),
                ('promised_on', models.DateField(null=True)),
                ('link', models.URLField(blank=True, max_length=500)),
                ('began_at', models.DateTimeField(default=folkmoot.kit.clock.now)),
                ('ended_at', models.DateTimeField(null=True)),
                ('review_on', models.DateField(null=True)),
                ('insight', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='delivery', to='insights.insight')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'deliveries',
            },
        ),
        migrations.CreateModel(
            name='DeliveryStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('planned', 'Planned'), ('doing', 'Under way'), ('shipped', 'Delivered'), ('stopped', 'Stopped')], max_length=10)),
                ('percent', models.PositiveSmallIntegerField(default=0)),
                ('note', models.TextField(blank=True)),
                ('note_html', models.TextField(blank=True)),
                ('promised_on', models.DateField(null=True)),
                ('at', models.DateTimeField(default=folkmoot.kit.clock.now)),
                ('salt', models.CharField(default=folkmoot.kit.seals.fresh_salt, max_length=32)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('delivery', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='insights.delivery')),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Measurement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=200)),
                ('before', models.DecimalField(decimal_places=4, max_digits=16, null=True)),
                ('after', models.DecimalField(decimal_places=4, max_digits=16)),
                ('low', models.DecimalField(decimal_places=4, max_digits=16, null=True)),
                ('high', models.DecimalField(decimal_places=4, max_digits=16, null=True)),
                ('unit', models.CharField(max_length=40)),
                ('source', models.CharField(max_length=300)),
                ('measured_at', models.DateTimeField(default=folkmoot.kit.clock.now)),
                ('salt', models.CharField(default=folkmoot.kit.seals.fresh_salt, max_length=32)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('delivery', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='measurements', to='insights.delivery')),
            ],
            options={
                'ordering': ['-measured_at', '-id'],
            },
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(fields=['stage', 'ended_at'], name='deliveries_by_stage'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(('stage__in', ['planned', 'doing', 'shipped', 'stopped'])), name='a_delivery_is_in_a_known_stage'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(('percent__lte', 100)), name='a_delivery_is_done_by_100_percent'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('stage__in', ('shipped', 'stopped'))), models.Q(models.Q(('stage__in', ('shipped', 'stopped')), _negated=True), ('ended_at', None)), _connector='OR'), name='a_delivery_that_is_over_has_its_moment'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(('link', ''), ('link__startswith', 'https://'), _connector='OR'), name='a_delivery_links_by_https'),
        ),
        migrations.AddConstraint(
            model_name='deliverystep',
            constraint=models.CheckConstraint(condition=models.Q(('stage__in', ['planned', 'doing', 'shipped', 'stopped'])), name='a_step_leads_to_a_known_stage'),
        ),
        migrations.AddConstraint(
            model_name='deliverystep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stage', 'stopped'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='what_is_stopped_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='measurement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('what', ''), _negated=True), models.Q(('unit', ''), _negated=True), models.Q(('source', ''), _negated=True)), name='a_measurement_says_what_in_what_unit_from_where'),
        ),
        migrations.AddConstraint(
            model_name='measurement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('high', None), ('low', None)), models.Q(('high__gte', models.F('after')), ('low__lte', models.F('after'))), _connector='OR'), name='an_interval_holds_what_was_measured'),
        ),
    ]
