"""Whether some webhook hears of what is recorded, asked by one statement (hearing.py)."""

from django.db import migrations

# Each statement of a function that is volatile sees what was committed before that statement: so the look sees what was
# committed while the lock was waited for.
HEAR = """
create function webhooks_hear(happened text[], places bigint[]) returns boolean language plpgsql volatile as $$
begin
    perform pg_advisory_xact_lock_shared(hashtextextended('webhooks.hearing', 0));
    return exists (
        select from unnest(happened, places) as it(verb, place), webhooks_webhook as hook
        where hook.state = 'working'
            and (hook.verbs = '{}' or it.verb = any (hook.verbs))
            and (hook.community_id is null or hook.community_id = it.place)
    );
end $$
"""


class Migration(migrations.Migration):
    dependencies = [("webhooks", "0002_attempts_stay")]

    operations = [migrations.RunSQL(HEAR, "drop function webhooks_hear(text[], bigint[])")]
