"""Free days, the terms of a community, and who was reminded."""

import django.db.models.deletion

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("communities", "0001_initial"), ("insights", "0006_opportunities")]
    operations = [
        migrations.AddField(
            model_name='insight',
            name='contradicting',
            field=models.TextField(blank=True, db_default='', default=''),
        ),
        migrations.AddField(
            model_name='insight',
            name='escalated_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='insight',
            name='given_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='insight',
            name='reminded_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name='FreeDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weekday', models.PositiveSmallIntegerField(null=True)),
                ('on', models.DateField(null=True)),
                ('name', models.CharField(blank=True, max_length=120)),
                ('source', models.CharField(default='own', max_length=12)),
            ],
            options={
                'ordering': ['on', 'weekday'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('on__isnull', False), ('weekday', None)), models.Q(('on', None), ('weekday__lte', 7)), _connector='OR'), name='a_free_day_is_a_weekday_or_a_date'), models.UniqueConstraint(fields=('on',), name='a_date_is_free_once'), models.UniqueConstraint(fields=('weekday',), name='a_weekday_is_free_once')],
            },
        ),
        migrations.CreateModel(
            name='ReplyTerms',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('days_to_answer', models.PositiveSmallIntegerField(default=10)),
                ('days_to_escalation', models.PositiveSmallIntegerField(default=5)),
                ('community', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reply_terms', to='communities.community')),
                ('escalates_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'reply terms',
            },
        ),
        migrations.AddConstraint(
            model_name='replyterms',
            constraint=models.CheckConstraint(condition=models.Q(('days_to_answer__range', (1, 250)), ('days_to_escalation__range', (1, 250))), name='reply_terms_are_within_a_year'),
        ),
    ]
