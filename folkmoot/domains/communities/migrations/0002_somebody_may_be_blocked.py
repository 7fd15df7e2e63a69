"""People may be blocked in a community, or everywhere."""

import django.db.models.deletion
import folkmoot.kit.clock
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('communities', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Block',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('spam', 'Advertising or spam'), ('attack', 'Attacks or insults somebody'), ('hate', 'Incites hatred'), ('private', 'Shows private data of somebody'), ('illegal', 'Against the law'), ('off_topic', 'Not about this subject'), ('other', 'Something else')], max_length=20)),
                ('since', models.DateTimeField(default=folkmoot.kit.clock.now, editable=False)),
                ('until', models.DateTimeField(null=True)),
                ('lifted_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('community', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='blocks', to='communities.community')),
                ('lifted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='blocks', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('lifted_at', None)), fields=('community', 'person'), name='a_person_is_blocked_once_in_a_place', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('person', models.F('by')), _negated=True), name='nobody_blocks_themselves'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gt', models.F('since')), _connector='OR'), name='a_block_ends_after_it_began'), models.CheckConstraint(condition=models.Q(models.Q(('lifted_at', None), ('lifted_by', None)), models.Q(('lifted_at__isnull', False), ('lifted_by__isnull', False)), _connector='OR'), name='a_block_is_lifted_by_somebody')],
            },
        ),
    ]
