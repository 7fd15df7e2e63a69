"""Whoever leaves takes with them the words that moderators wrote to them; that it was decided stays."""

from django.db import migrations

from folkmoot.kit.appendonly import Blankable


class Migration(migrations.Migration):
    dependencies = [("moderation", "0002_decisions_stay")]
    operations = [Blankable("moderation_decision", "words", "salt")]
