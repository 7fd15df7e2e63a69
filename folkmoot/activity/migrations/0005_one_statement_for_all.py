"""What happened and the jobs of those who listen are written by one statement (stream.py)."""

from django.db import migrations

# Jobs go through the function of Procrastinate that its own ``defer`` calls; PostgreSQL looks for it at each call.
RECORD = """
create function activity_record(happened jsonb, imported boolean, moment timestamptz, queue text, unwanted text[])
returns bigint[] language plpgsql as $$
declare
    ids bigint[];
    jobs procrastinate_job_to_defer_v1[];
begin
    with told as (
        insert into activity_activity
            (recorded_at, happened_at, verb, actor, object, target, context, seal, is_imported, details)
        select moment, one.happened_at, one.verb, one.actor, one.object, one.target, one.context, one.seal, imported,
            one.details
        from rows from (jsonb_to_recordset(happened) as (
            happened_at timestamptz, verb text, actor text, object text, target text, context text, seal text,
            details jsonb
        )) with ordinality as one(happened_at, verb, actor, object, target, context, seal, details, place)
        order by one.place
        returning id
    )
    select array_agg(id order by id) into ids from told;

    select array_agg(row(
        queue, 'activity.deliver', 0, null, null,
        jsonb_build_object('activity_id', ids[one.place], 'listeners', one.listeners), null
    )::procrastinate_job_to_defer_v1 order by one.place) into jobs
    from (
        select place, (said -> 'listeners') - unwanted as listeners
        from jsonb_array_elements(happened) with ordinality as it(said, place)
    ) as one
    where jsonb_array_length(one.listeners) > 0;
    if jobs is not null then
        perform procrastinate_defer_jobs_v1(jobs);
    end if;
    return ids;
end $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("activity", "0004_one_job_for_all_who_listen"),
        ("procrastinate", "0037_pre_batch_defer_jobs"),
    ]

    operations = [
        migrations.RunSQL(RECORD, "drop function activity_record(jsonb, boolean, timestamptz, text, text[])")
    ]
