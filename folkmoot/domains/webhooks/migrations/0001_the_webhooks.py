"""Webhooks, what they deliver, and each attempt at it."""

import django.contrib.postgres.fields
import django.db.models.deletion
import folkmoot.domains.webhooks.models
import folkmoot.kit.clock
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('communities', '0002_somebody_may_be_blocked'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Webhook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('address', models.URLField(max_length=500)),
                ('verbs', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100), default=list, size=None)),
                ('has_words', models.BooleanField(default=False)),
                ('secret', models.TextField()),
                ('old_secret', models.TextField(blank=True)),
                ('old_until', models.DateTimeField(null=True)),
                ('state', models.CharField(choices=[('working', 'working'), ('paused', 'paused'), ('disabled', 'disabled')], default='working', max_length=10)),
                ('why', models.CharField(blank=True, choices=[('gone', 'Its address answered that it is gone for good (410).'), ('failing', 'Nothing reached its address for five days.'), ('no_role', 'Whoever registered it has not the role for it any more.')], max_length=10)),
                ('made_at', models.DateTimeField(default=folkmoot.kit.clock.now, editable=False)),
                ('edit_number', models.PositiveIntegerField(default=1)),
                ('failures', models.PositiveIntegerField(default=0)),
                ('failing_since', models.DateTimeField(null=True)),
                ('rests_until', models.DateTimeField(null=True)),
                ('is_slow', models.BooleanField(default=False)),
                ('community', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='communities.community')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='webhooks', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Dispatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message', models.CharField(default=folkmoot.domains.webhooks.models.fresh_message, max_length=40, unique=True)),
                ('activity_id', models.BigIntegerField()),
                ('verb', models.CharField(max_length=100)),
                ('is_test', models.BooleanField(default=False)),
                ('outcome', models.CharField(choices=[('waiting', 'waiting'), ('delivered', 'delivered'), ('failed', 'failed'), ('dropped', 'not sent')], default='waiting', max_length=10)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('made_at', models.DateTimeField(default=folkmoot.kit.clock.now)),
                ('next_at', models.DateTimeField(default=folkmoot.kit.clock.now)),
                ('ended_at', models.DateTimeField(null=True)),
                ('webhook', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='webhooks.webhook')),
            ],
            options={
                'verbose_name_plural': 'deliveries',
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=folkmoot.kit.clock.now)),
                ('status', models.PositiveSmallIntegerField(null=True)),
                ('ms', models.PositiveIntegerField()),
                ('error', models.CharField(blank=True, max_length=300)),
                ('answer', models.CharField(blank=True, max_length=1024)),
                ('delivery', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attempts', to='webhooks.dispatch')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__isnull', False), models.Q(('error', ''), _negated=True), _connector='OR'), name='no_answer_has_a_reason')],
            },
        ),
        migrations.AddIndex(
            model_name='webhook',
            index=models.Index(fields=['owner', '-made_at'], name='webhooks_of_a_person'),
        ),
        migrations.AddConstraint(
            model_name='webhook',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='a_webhook_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='webhook',
            constraint=models.CheckConstraint(condition=models.Q(('address__startswith', 'https://'), ('address__startswith', 'http://'), _connector='OR'), name='a_webhook_leads_to_the_web'),
        ),
        migrations.AddConstraint(
            model_name='webhook',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'disabled'), ('why__in', ['gone', 'failing', 'no_role'])), models.Q(models.Q(('state', 'disabled'), _negated=True), ('state__in', ['working', 'paused', 'disabled']), ('why', '')), _connector='OR'), name='a_webhook_is_disabled_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='webhook',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('old_secret', ''), ('old_until', None)), models.Q(models.Q(('old_secret', ''), _negated=True), ('old_until__isnull', False)), _connector='OR'), name='an_old_secret_has_an_end'),
        ),
        migrations.AddIndex(
            model_name='dispatch',
            index=models.Index(models.F('webhook'), models.OrderBy(models.F('made_at'), descending=True), name='deliveries_of_a_webhook'),
        ),
        migrations.AddIndex(
            model_name='dispatch',
            index=models.Index(condition=models.Q(('outcome', 'waiting')), fields=['webhook', 'next_at'], name='deliveries_that_wait'),
        ),
        migrations.AddIndex(
            model_name='dispatch',
            index=models.Index(fields=['made_at'], name='deliveries_by_age'),
        ),
        migrations.AddConstraint(
            model_name='dispatch',
            constraint=models.UniqueConstraint(fields=('webhook', 'activity_id'), name='a_webhook_delivers_an_activity_once'),
        ),
        migrations.AddConstraint(
            model_name='dispatch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('outcome', 'waiting')), models.Q(models.Q(('outcome', 'waiting'), _negated=True), ('ended_at__isnull', False), ('outcome__in', ['waiting', 'delivered', 'failed', 'dropped'])), _connector='OR'), name='a_delivery_waits_or_has_ended'),
        ),
    ]
