"""The demo world: each room tells its part, from the ground up; and how to take it all away."""

from importlib import import_module

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.utils.module_loading import module_has_submodule

from folkmoot.domains.people.models import Person
from folkmoot.kit.answers import Refused
from folkmoot.kit.story import World


def tell() -> World:
    """Make the demo world in an empty database: all of it, or nothing."""
    if Person.objects.exclude(source="operator").exists():
        raise Refused("Somebody is here already: the demo world comes into an empty database only.")
    world = World()
    with transaction.atomic():
        for room in settings.ROOMS:
            if module_has_submodule(import_module(room), "demo"):
                import_module(f"{room}.demo").tell(world)
    return world


def is_here() -> bool:
    found: bool = Person.objects.filter(is_demo=True).exists()
    return found


def strangers() -> int:
    """How many people came since who are no part of the demo."""
    count: int = Person.objects.filter(is_demo=False, email__isnull=False).count()
    return count


# The queue's own tables are emptied, not dropped: some of its migrations cannot share a transaction with others.
_EMPTY = """
set constraints all immediate;
do $$ declare one record; begin
    for one in select tablename from pg_tables where schemaname = 'public' and tableowner = current_user
        and tablename like 'procrastinate%' loop
        execute format('truncate %I restart identity cascade', one.tablename);
    end loop;
    for one in select tablename from pg_tables where schemaname = 'public' and tableowner = current_user
        and tablename not like 'procrastinate%' and tablename <> 'django_migrations' loop
        execute format('drop table if exists %I cascade', one.tablename);
    end loop;
    for one in select p.oid::regprocedure as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where n.nspname = 'public' and p.proowner = current_user::regrole and p.proname not like 'procrastinate%' loop
        execute format('drop function if exists %s cascade', one.name);
    end loop;
    for one in select sequencename from pg_sequences where schemaname = 'public' and sequenceowner = current_user
        and sequencename not like 'procrastinate%' and sequencename not like 'django_migrations%' loop
        execute format('drop sequence if exists %I cascade', one.sequencename);
    end loop;
end $$;
delete from django_migrations where app <> 'procrastinate';
"""


def remove() -> None:
    """Empty the database and build its tables anew; what is append-only cannot be taken away in any other way.
    All of it, or nothing. Needs the owner's role. Raises Refused where there is no demo.
    """
    if not is_here():
        raise Refused("There is no demo here.")
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_EMPTY)
        call_command("migrate", verbosity=0, interactive=False)
