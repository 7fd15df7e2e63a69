"""One may undo an answer before it goes out; drafts are kept; the duty to answer is handed over."""

import django.db.models.deletion
import django.contrib.postgres.fields
import folkmoot.kit.clock

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("insights", "0002_answers_stay")]
    operations = [
        migrations.AddField(
            model_name='answer',
            name='decision',
            field=models.CharField(blank=True, choices=[('accepted', 'We will do it'), ('test', 'We try it first'), ('carried_over', 'Later'), ('need_more', 'We need to know more'), ('declined', 'We will not'), ('already_there', 'Already there'), ('delivered', 'Delivered'), ('stopped', 'Stopped')], db_default='', default='', max_length=20),
        ),
        migrations.AddField(
            model_name='answer',
            name='promised_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='insight',
            name='decision',
            field=models.CharField(blank=True, choices=[('accepted', 'We will do it'), ('test', 'We try it first'), ('carried_over', 'Later'), ('need_more', 'We need to know more'), ('declined', 'We will not'), ('already_there', 'Already there'), ('delivered', 'Delivered'), ('stopped', 'Stopped')], db_default='', default='', max_length=20),
        ),
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField()),
                ('at', models.DateTimeField(default=folkmoot.kit.clock.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('insight', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='handovers', to='insights.insight')),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='HeldAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision', models.CharField(choices=[('accepted', 'We will do it'), ('test', 'We try it first'), ('carried_over', 'Later'), ('need_more', 'We need to know more'), ('declined', 'We will not'), ('already_there', 'Already there'), ('delivered', 'Delivered'), ('stopped', 'Stopped')], max_length=20)),
                ('reason', models.TextField(blank=True)),
                ('promised_on', models.DateField(null=True)),
                ('written_at', models.DateTimeField(default=folkmoot.kit.clock.now)),
                ('goes_out_at', models.DateTimeField()),
                ('end', models.CharField(blank=True, choices=[('out', 'Went out'), ('undone', 'Undone'), ('refused', 'Could not go out')], default='', max_length=10)),
                ('ended_at', models.DateTimeField(null=True)),
                ('because', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('insight', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='held_answers', to='insights.insight')),
            ],
            options={
                'ordering': ['goes_out_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='AnswerDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('insights', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('is_together', models.BooleanField(default=False)),
                ('decision', models.CharField(blank=True, choices=[('accepted', 'We will do it'), ('test', 'We try it first'), ('carried_over', 'Later'), ('need_more', 'We need to know more'), ('declined', 'We will not'), ('already_there', 'Already there'), ('delivered', 'Delivered'), ('stopped', 'Stopped')], max_length=20)),
                ('reason', models.TextField(blank=True)),
                ('promised_on', models.DateField(null=True)),
                ('edited_at', models.DateTimeField(default=folkmoot.kit.clock.now)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answer_drafts', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-edited_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_together', False)), fields=('owner', 'insights'), name='an_insight_has_one_draft_of_a_person'), models.UniqueConstraint(condition=models.Q(('is_together', True)), fields=('owner',), name='a_person_has_one_draft_for_those_picked'), models.CheckConstraint(condition=models.Q(('insights', []), _negated=True), name='a_draft_answers_something')],
            },
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_handover_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.CheckConstraint(condition=models.Q(('by', models.F('to')), _negated=True), name='nobody_hands_over_to_themselves'),
        ),
        migrations.AddIndex(
            model_name='heldanswer',
            index=models.Index(condition=models.Q(('end', '')), fields=['goes_out_at'], name='answers_on_their_way'),
        ),
        migrations.AddConstraint(
            model_name='heldanswer',
            constraint=models.UniqueConstraint(condition=models.Q(('end', '')), fields=('insight',), name='one_answer_to_an_insight_is_on_its_way'),
        ),
        migrations.AddConstraint(
            model_name='heldanswer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('end', ''), ('ended_at', None)), models.Q(models.Q(('end', ''), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='a_held_answer_ends_at_a_moment'),
        ),
        migrations.AddConstraint(
            model_name='heldanswer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('end', ''), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='an_answer_on_its_way_has_a_reason'),
        ),
    ]
