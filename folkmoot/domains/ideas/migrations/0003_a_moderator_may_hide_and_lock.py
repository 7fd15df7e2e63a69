"""Ideas may be held, hidden and locked."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('communities', '0002_somebody_may_be_blocked'),
        ('ideas', '0002_what_was_said_stays'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='idea',
            name='locked_because',
            field=models.CharField(blank=True, choices=[('spam', 'Advertising or spam'), ('attack', 'Attacks or insults somebody'), ('hate', 'Incites hatred'), ('private', 'Shows private data of somebody'), ('illegal', 'Against the law'), ('off_topic', 'Not about this subject'), ('other', 'Something else')], db_default='', default='', max_length=20),
        ),
        migrations.AddField(
            model_name='idea',
            name='moderation',
            field=models.CharField(choices=[('clear', 'Clear'), ('held', 'Waits for a moderator'), ('hidden', 'Hidden by moderation')], db_default='clear', default='clear', max_length=10),
        ),
        migrations.AddIndex(
            model_name='idea',
            index=models.Index(condition=models.Q(('moderation', 'clear'), _negated=True), fields=['moderation'], name='ideas_held_or_hidden'),
        ),
        migrations.AddConstraint(
            model_name='idea',
            constraint=models.CheckConstraint(condition=models.Q(('moderation__in', ['clear', 'held', 'hidden'])), name='an_idea_is_clear_held_or_hidden'),
        ),
    ]
