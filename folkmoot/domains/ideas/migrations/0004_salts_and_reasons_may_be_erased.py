"""Whoever leaves takes the salts of their supports and the reasons of their own steps with them; all else stays."""

from django.db import migrations

from folkmoot.kit.appendonly import Blankable


class Migration(migrations.Migration):
    dependencies = [("ideas", "0003_a_moderator_may_hide_and_lock")]
    operations = [Blankable("ideas_support", "salt"), Blankable("ideas_statechange", "reason")]
