"""Comments may be held and hidden."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('communities', '0002_somebody_may_be_blocked'),
        ('discussions', '0002_official_answers_stay'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='comment',
            name='moderation',
            field=models.CharField(choices=[('clear', 'Clear'), ('held', 'Waits for a moderator'), ('hidden', 'Hidden by moderation')], db_default='clear', default='clear', max_length=10),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('moderation', 'clear'), _negated=True), fields=['moderation'], name='comments_held_or_hidden'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('moderation__in', ['clear', 'held', 'hidden'])), name='a_comment_is_clear_held_or_hidden'),
        ),
    ]
