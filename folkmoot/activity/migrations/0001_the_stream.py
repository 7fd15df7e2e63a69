"""The stream: partitioned by month of recording, and append-only by PostgreSQL's own word."""

import django.utils.timezone
from django.db import migrations, models

import folkmoot.kit.clock

TABLE = """
create sequence activity_activity_id_seq as bigint;
create table activity_activity (
    id bigint not null default nextval('activity_activity_id_seq'),
    recorded_at timestamptz not null,
    happened_at timestamptz not null,
    verb varchar(100) not null check (verb <> ''),
    actor varchar(100) not null,
    object varchar(100) not null check (object <> ''),
    target varchar(100) not null,
    context varchar(100) not null,
    seal varchar(64) not null,
    is_imported boolean not null,
    details jsonb not null,
    primary key (recorded_at, id)
) partition by range (recorded_at);
alter sequence activity_activity_id_seq owned by activity_activity.id;
create index activity_by_id on activity_activity (id);
create index activity_by_context on activity_activity (context, happened_at desc, id desc);
create index activity_by_object on activity_activity (object, happened_at desc);
create index activity_by_actor on activity_activity (actor, happened_at desc);
create index activity_by_verb on activity_activity (verb, happened_at);
create table activity_activity_default partition of activity_activity default;
"""

TRIGGERS = """
create function activity_refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the stream is append-only' using errcode = 'restrict_violation';
end $$;

create trigger the_past_stays before update or delete on activity_activity
    for each row execute function activity_refuse_change();
create trigger the_past_is_never_emptied before truncate on activity_activity
    for each statement execute function activity_refuse_change();

-- Row triggers reach new partitions by themselves, statement triggers do not; nor do revoked rights.
create function activity_protect(partition_name text) returns void language plpgsql as $$
begin
    execute format('create trigger the_past_is_never_emptied before truncate on %I
        for each statement execute function activity_refuse_change()', partition_name);
    if exists (select from pg_roles where rolname = 'folkmoot') then
        execute format('revoke update, delete, truncate on %I from folkmoot', partition_name);
    end if;
end $$;

-- The application owns no table; with this function it may add partitions, and nothing else.
create function activity_make_partitions(months_ahead int) returns int
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    first_day date; partition_name text; made int := 0;
begin
    for month in 0 .. least(months_ahead, 24) loop
        first_day := (date_trunc('month', now() at time zone 'UTC') + make_interval(months => month))::date;
        partition_name := 'activity_activity_' || to_char(first_day, 'YYYY_MM');
        continue when to_regclass(partition_name) is not null;
        -- Rows that the default partition caught for this month would make the new one impossible: leave them.
        continue when exists (select from activity_activity_default
            where recorded_at >= first_day::timestamp at time zone 'UTC'
              and recorded_at < (first_day + interval '1 month') at time zone 'UTC');
        execute format('create table %I partition of activity_activity for values from (%L) to (%L)',
            partition_name, first_day::timestamp at time zone 'UTC',
            (first_day + interval '1 month') at time zone 'UTC');
        perform activity_protect(partition_name);
        made := made + 1;
    end loop;
    return made;
end $$;

select activity_protect('activity_activity_default');
do $$ begin
    if exists (select from pg_roles where rolname = 'folkmoot') then
        revoke update, delete, truncate on activity_activity from folkmoot;
    end if;
end $$;
select activity_make_partitions(3);
"""

GONE = """
drop table activity_activity;
drop function activity_make_partitions(int);
drop function activity_protect(text);
drop function activity_refuse_change();
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [
        migrations.RunSQL([TABLE, TRIGGERS], GONE),
        migrations.CreateModel(
            name="Activity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("happened_at", models.DateTimeField(default=folkmoot.kit.clock.now)),
                ("verb", models.CharField(max_length=100)),
                ("actor", models.CharField(max_length=100)),
                ("object", models.CharField(max_length=100)),
                ("target", models.CharField(blank=True, max_length=100)),
                ("context", models.CharField(blank=True, max_length=100)),
                ("seal", models.CharField(blank=True, max_length=64)),
                ("is_imported", models.BooleanField(default=False)),
                ("details", models.JSONField(default=dict)),
            ],
            options={"verbose_name_plural": "activities", "db_table": "activity_activity", "managed": False},
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("activity_id", models.BigIntegerField()),
                ("listener", models.CharField(max_length=200)),
                ("heard_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.UniqueConstraint(
                fields=("activity_id", "listener"), name="a_listener_hears_an_activity_once"
            ),
        ),
    ]
