"""A job hands an activity to all who listen; those that wait from before, for one listener each, say so in the same words."""

from django.db import migrations

IN_THE_SAME_WORDS = """
update procrastinate_jobs
set args = jsonb_build_object(
    'activity_id', args -> 'activity_id', 'listeners', jsonb_build_array(args -> 'listener')
)
where task_name = 'activity.deliver' and args -> 'listener' is not null
"""


class Migration(migrations.Migration):
    dependencies = [("activity", "0003_found_by_target"), ("procrastinate", "0001_initial")]

    operations = [migrations.RunSQL(IN_THE_SAME_WORDS, migrations.RunSQL.noop)]
