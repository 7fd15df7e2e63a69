"""Flags, suggestions, cases, decisions and appeals."""

import django.contrib.postgres.fields
import django.db.models.deletion
import folkmoot.kit.clock
import folkmoot.kit.seals
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
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=100)),
                ('verb', models.CharField(choices=[('let_pass', 'passed'), ('hide', 'hidden'), ('restore', 'restored'), ('lock', 'locked'), ('unlock', 'unlocked'), ('block', 'person blocked'), ('unblock', 'person unblocked')], max_length=10)),
                ('reason', models.CharField(blank=True, choices=[('spam', 'Advertising or spam'), ('attack', 'Attacks or insults somebody'), ('hate', 'Incites hatred'), ('private', 'Shows private data of somebody'), ('illegal', 'Against the law'), ('off_topic', 'Not about this subject'), ('other', 'Something else')], max_length=20)),
                ('words', models.CharField(blank=True, max_length=1000)),
                ('made_at', models.DateTimeField(default=folkmoot.kit.clock.now)),
                ('salt', models.CharField(default=folkmoot.kit.seals.fresh_salt, max_length=32)),
                ('about', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('community', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='communities.community')),
            ],
        ),
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=2000)),
                ('made_at', models.DateTimeField(default=folkmoot.kit.clock.now)),
                ('outcome', models.CharField(blank=True, choices=[('', 'open'), ('upheld', 'the decision stands'), ('overturned', 'the decision was wrong')], default='', max_length=10)),
                ('answer', models.CharField(blank=True, max_length=2000)),
                ('decided_at', models.DateTimeField(null=True)),
                ('salt', models.CharField(default=folkmoot.kit.seals.fresh_salt, max_length=32)),
                ('against', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='appeal', to='moderation.decision')),
            ],
        ),
        migrations.CreateModel(
            name='Flag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=100)),
                ('reason', models.CharField(choices=[('spam', 'Advertising or spam'), ('attack', 'Attacks or insults somebody'), ('hate', 'Incites hatred'), ('private', 'Shows private data of somebody'), ('illegal', 'Against the law'), ('off_topic', 'Not about this subject'), ('other', 'Something else')], max_length=20)),
                ('words', models.CharField(blank=True, max_length=500)),
                ('raised_at', models.DateTimeField(default=folkmoot.kit.clock.now)),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('salt', models.CharField(default=folkmoot.kit.seals.fresh_salt, max_length=32)),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='flags', to='communities.community')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='flags', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Suggestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=100)),
                ('kind', models.CharField(choices=[('spam', 'spam'), ('toxicity', 'an attack')], max_length=20)),
                ('score', models.FloatField()),
                ('model', models.CharField(max_length=80)),
                ('version', models.CharField(max_length=40)),
                ('words', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), default=list, size=None)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('made_at', models.DateTimeField(default=folkmoot.kit.clock.now)),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='communities.community')),
            ],
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=100, unique=True)),
                ('kind', models.CharField(max_length=60)),
                ('is_open', models.BooleanField(default=False)),
                ('is_held', models.BooleanField(default=False)),
                ('flag_count', models.PositiveIntegerField(default=0)),
                ('score', models.FloatField(default=0)),
                ('opened_at', models.DateTimeField(default=folkmoot.kit.clock.now)),
                ('settled_at', models.DateTimeField(null=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cases', to='communities.community')),
            ],
            options={
                'indexes': [models.Index(models.F('community'), models.OrderBy(models.F('score'), descending=True), models.OrderBy(models.F('flag_count'), descending=True), condition=models.Q(('is_open', True)), name='cases_that_wait')],
                'constraints': [models.CheckConstraint(condition=models.Q(('score__gte', 0), ('score__lte', 1)), name='a_case_has_a_score_of_0_to_1')],
            },
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['subject', '-made_at'], name='decisions_on_a_thing'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(models.OrderBy(models.F('made_at'), descending=True), models.OrderBy(models.F('id'), descending=True), name='newest_decisions'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['about', '-made_at'], name='decisions_about_a_person'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('by', models.F('about')), _negated=True), name='nobody_decides_on_what_they_gave_themselves'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('verb__in', ['let_pass', 'hide', 'restore', 'lock', 'unlock', 'block', 'unblock'])), name='a_decision_says_what_is_done'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('verb__in', ['hide', 'lock', 'block']), _negated=True), ('reason__in', ['spam', 'attack', 'hate', 'private', 'illegal', 'off_topic', 'other']), _connector='OR'), name='a_burden_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(models.Q(('decided_by', models.F('against')), _negated=True), models.Q(('decided_by', models.F('by')), _negated=True)), _connector='OR'), name='another_person_decides_an_appeal'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('outcome', '')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('outcome__in', ['upheld', 'overturned'])), _connector='OR'), name='an_appeal_is_open_or_decided_by_somebody'),
        ),
        migrations.AddIndex(
            model_name='flag',
            index=models.Index(fields=['subject', 'raised_at'], name='flags_on_a_thing'),
        ),
        migrations.AddIndex(
            model_name='flag',
            index=models.Index(fields=['person', 'raised_at'], name='flags_of_a_person'),
        ),
        migrations.AddConstraint(
            model_name='flag',
            constraint=models.UniqueConstraint(condition=models.Q(('taken_back_at', None)), fields=('person', 'subject'), name='a_person_flags_a_thing_once'),
        ),
        migrations.AddConstraint(
            model_name='flag',
            constraint=models.CheckConstraint(condition=models.Q(('reason__in', ['spam', 'attack', 'hate', 'private', 'illegal', 'off_topic', 'other'])), name='a_flag_has_a_known_reason'),
        ),
        migrations.AddConstraint(
            model_name='suggestion',
            constraint=models.UniqueConstraint(fields=('subject', 'kind'), name='a_thing_is_suspected_once_of_a_kind'),
        ),
        migrations.AddConstraint(
            model_name='suggestion',
            constraint=models.CheckConstraint(condition=models.Q(('score__gte', 0), ('score__lte', 1)), name='a_suggestion_has_a_score_of_0_to_1'),
        ),
        migrations.AddConstraint(
            model_name='suggestion',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['spam', 'toxicity'])), name='a_suggestion_is_of_a_kind'),
        ),
    ]
