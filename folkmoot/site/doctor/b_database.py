"""The database: is it there, is it the right one, and does it keep its promises?"""

import os
import time
from typing import Any

from django.db import DatabaseError, connection

from folkmoot.site import places
from folkmoot.site.backup import upgrading
from folkmoot.site.doctor.examining import Finding, check, fine, warning, wrong
from folkmoot.site.launch.outside import LOWEST_VERSION

MOST_SKEW = 2.0  # seconds
#: Tables that must refuse a change, by a trigger of ours for each of their rows and one for truncate.
APPEND_ONLY = ("activity_activity", "activity_auditentry")


def ask(statement: str, *values: Any) -> Any:
    """The one row that this statement gives."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()


@check("database")
def database() -> Finding:
    try:
        (version,) = ask("select current_setting('server_version_num')::int")
    except DatabaseError as error:
        remedy = (
            "Look whether it runs, and at DATABASE_URL." if places.DATABASE_URL else "See log/database.log."
        )
        return wrong(f"It does not answer: {' '.join(str(error).split())}", remedy)
    if version < LOWEST_VERSION:
        return wrong(f"It is PostgreSQL {version // 10000}.", "Folkmoot needs PostgreSQL 16 or newer.")
    return fine(f"PostgreSQL {version // 10000}.{version % 10000} answers.")


@check("pgvector", needs_database=True)
def pgvector() -> Finding:
    found = ask("select (select extversion from pg_extension where extname = 'vector')")
    if not found[0]:
        return wrong(
            "The extension vector is missing.", "As a superuser, in this database: create extension vector"
        )
    return fine(f"pgvector {found[0]}.")


@check("migrations", needs_database=True)
def migrations() -> Finding:
    missing = upgrading.pending()
    if missing:
        return wrong(f"{len(missing)} are not applied, such as {missing[0]}.", "Run bin/folkmoot upgrade.")
    return fine("All are applied.")


@check("application's role", needs_database=True)
def role() -> Finding:
    if os.environ.get("FOLKMOOT_AS_OWNER") == "1":
        return warning("This command runs as the owner.", "Run doctor without FOLKMOOT_AS_OWNER.")
    name, is_super, owned = ask(
        "select current_user, (select rolsuper from pg_roles where rolname = current_user),"
        " (select count(*) from pg_class c where c.relnamespace = 'public'::regnamespace"
        "  and c.relkind in ('r', 'p') and pg_has_role(current_user, c.relowner, 'member'))"
    )
    remedy = "Make a role that owns nothing, and name the owner in DATABASE_OWNER_URL."
    if is_super:
        return wrong(f"{name} is a superuser: it could rewrite the stream.", remedy)
    if owned:
        return warning(f"{name} owns the tables: it could switch off what guards the stream.", remedy)
    return fine(f"{name} owns nothing, and is no superuser.")


@check("append-only", needs_database=True)
def append_only() -> Finding:
    (unguarded,) = ask(
        # Of tgtype 1 is for each row, 8 delete, 16 update, 32 truncate (src/include/catalog/pg_trigger.h).
        """
        select array_agg(name order by name) from (
            select t.name from unnest(%s::text[]) as t(name) where to_regclass(t.name) is not null
                and (select bit_or(tgtype::int) from pg_trigger g join pg_proc p on p.oid = g.tgfoid
                     where g.tgrelid = to_regclass(t.name) and p.proname like '%%refuse_change'
                         and g.tgenabled in ('O', 'A')) & 56 is distinct from 56
            union all
            select inhrelid::regclass::text from pg_inherits where inhparent = to_regclass('activity_activity')
                and not exists (select from pg_trigger g join pg_proc p on p.oid = g.tgfoid
                    where g.tgrelid = inhrelid and p.proname like '%%refuse_change' and tgtype & 32 = 32
                        and g.tgenabled in ('O', 'A'))
        ) as found
        """,
        list(APPEND_ONLY),
    )
    if unguarded:
        return wrong(
            f"Nothing refuses a change of {', '.join(unguarded)}.",
            "Somebody took the triggers away: restore a backup, and look who may act as the owner.",
        )
    return fine("The stream refuses changes.")


@check("durability", needs_database=True)
def durability() -> Finding:
    commit, sync, pages = ask(
        "select current_setting('synchronous_commit'), current_setting('fsync'),"
        " current_setting('full_page_writes')"
    )
    if "off" in (commit, sync, pages):
        says = f"synchronous_commit is {commit}, fsync {sync}, full_page_writes {pages}."
        return wrong(
            f"{says} What was acknowledged can be lost.", "Switch them on in postgresql.conf and reload."
        )
    return fine("What is acknowledged is on the disk.")


@check("clock", needs_database=True)
def clock() -> Finding:
    before = time.time()
    (theirs,) = ask("select extract(epoch from clock_timestamp())::float8")
    skew = abs(theirs - (before + time.time()) / 2)
    if skew > MOST_SKEW:
        return wrong(
            f"Ours and the database's are {skew:.0f} s apart.", "Let both machines follow a time server."
        )
    return fine("Ours and the database's agree.")
