"""What a database holds, told so that two of them can be compared: counts, checksums, rights, migrations."""

import re
from typing import Any

import psycopg
from psycopg import sql

from folkmoot.site import places

# So that a row reads the same whatever the session or the server prefers.
PLAIN = """
set timezone = 'UTC'; set datestyle = 'ISO, MDY'; set intervalstyle = 'postgres';
set extra_float_digits = 1; set bytea_output = 'hex'; set search_path = public;
"""
_TABLES = """
select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'public' and c.relkind = 'r'
    and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e') order by 1
"""
# Of the rows in any order: a sum of digests.
_NUMBER = "('x' || substr(md5(t::text), 1, 16))::bit(64)::bigint::numeric"
_DIGEST = f"count(*) as count, coalesce(sum({_NUMBER}), 0)::text as checksum"
_RIGHTS = """
select c.relname, c.relkind = 'S', array(
    select r from unnest(case when c.relkind = 'S' then array['usage', 'select', 'update']
        else array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger'] end) r
    where case when c.relkind = 'S' then has_sequence_privilege(%(role)s, c.oid, r)
        else has_table_privilege(%(role)s, c.oid, r) end)
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'public' and c.relkind in ('r', 'p', 'S', 'v')
    and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e') order by 1
"""

# Columns that may be made empty in tables that otherwise stay as they are: for the right to erasure.
_COLUMNS = """
select c.relname, array_agg(a.attname::text order by a.attname)
from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'public' and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
    and has_column_privilege(%(role)s, c.oid, a.attnum, 'update')
    and not has_table_privilege(%(role)s, c.oid, 'update') group by 1
"""
_COLUMN_RIGHT = re.compile(r"update\((\w+)\)")

Connection = psycopg.Connection[Any]


def contents(connection: Connection) -> dict[str, dict[str, Any]]:
    """Each table with the count of its rows and a checksum over them; partitions are tables here."""
    connection.execute(PLAIN)
    found = {}
    for (name,) in connection.execute(_TABLES).fetchall():
        statement = sql.SQL("select " + _DIGEST + " from only {} t").format(sql.Identifier("public", name))
        count, checksum = connection.execute(statement).fetchone() or (0, "0")
        found[name] = {"count": count, "checksum": checksum}
    return found


def migrations(connection: Connection) -> list[str]:
    rows = connection.execute("select app || '.' || name from public.django_migrations order by 1").fetchall()
    return [name for (name,) in rows]


def has_application_role(connection: Connection) -> bool:
    """Whether the application has a role of its own here, beside the owner of the tables."""
    found = connection.execute(
        "select exists(select from pg_roles where rolname = %s and rolname <> current_user)",
        [places.APPLICATION_ROLE],
    ).fetchone()
    return bool(found and found[0])


def rights(connection: Connection) -> dict[str, list[str]] | None:
    """What the application may do with each table and sequence; None where it has no role of its own."""
    if not has_application_role(connection):
        return None
    role = {"role": places.APPLICATION_ROLE}
    columns = dict(connection.execute(_COLUMNS, role).fetchall())
    return {
        name: [*sorted(allowed), *(f"update({column})" for column in columns.get(name, []))]
        for name, _is_sequence, allowed in connection.execute(_RIGHTS, role).fetchall()
    }


def text(statement: sql.Composable) -> str:
    return statement.as_string(None)


def check_of(told: dict[str, dict[str, Any]]) -> str:
    """SQL that fails, naming the table, unless all tables hold what is told of them."""
    rows = sql.SQL(", ").join(
        sql.SQL("({}, {}::bigint, {})").format(name, one["count"], one["checksum"])
        for name, one in sorted(told.items())
    )
    body = f"""
    declare one record; found record; tables bigint;
    begin
        select count(*) into tables from ({_TABLES}) as t;
        if tables <> {len(told)} then
            raise exception 'there are % tables, and {len(told)} were told of', tables;
        end if;
        for one in select * from (values {{rows}}) as told(name, count, checksum) loop
            execute format('select {_DIGEST.replace("'", "''")} from only public.%I t', one.name) into found;
            if found.count <> one.count or found.checksum <> one.checksum then
                raise exception 'table % does not hold what was told of it', one.name;
            end if;
        end loop;
    end """
    return PLAIN + f"do $check${text(sql.SQL(body).format(rows=rows))}$check$;\n"


def granting(told: dict[str, list[str]] | None) -> str:
    """SQL that gives the application's role the rights that are told, or, where none are, the usual ones."""
    role = sql.Identifier(places.APPLICATION_ROLE)
    lines = [
        "revoke all on all tables in schema public from {role};",
        "revoke all on all sequences in schema public from {role};",
    ]
    if told is None:
        lines += [
            "grant select, insert, update, delete on all tables in schema public to {role};",
            "grant usage, select on all sequences in schema public to {role};",
            _KEEP_APPEND_ONLY.replace("{", "{{").replace("}", "}}").replace("ROLE", places.APPLICATION_ROLE),
        ]
        return "".join(text(sql.SQL(line + "\n").format(role=role)) for line in lines)
    granted = [
        sql.SQL("grant {} on {} to {};\n").format(
            sql.SQL(", ").join(map(_right, allowed)), sql.Identifier("public", name), role
        )
        for name, allowed in told.items()
        if allowed and all(right.isalpha() or _COLUMN_RIGHT.fullmatch(right) for right in allowed)
    ]
    return "".join(text(sql.SQL(line + "\n").format(role=role)) for line in lines) + "".join(
        text(line) for line in granted
    )


def _right(right: str) -> sql.Composable:
    """``select``, or ``update(salt)`` for one column."""
    column = _COLUMN_RIGHT.fullmatch(right)
    return sql.SQL("update ({})").format(sql.Identifier(column[1])) if column else sql.SQL(right)


# A table that refuses truncate by a trigger of ours is append-only; the columns that its other trigger names may be
# made empty (its arguments are kept as one text, each ended by a zero byte).
_KEEP_APPEND_ONLY = """
do $keep$ declare one record; begin
    for one in select distinct tgrelid::regclass as name from pg_trigger t join pg_proc p on p.oid = t.tgfoid
        where p.proname like '%refuse_change' loop
        execute format('revoke update, delete, truncate on %s from ROLE', one.name);
    end loop;
    for one in select tgrelid::regclass as name, encode(tgargs, 'escape') as columns from pg_trigger t
        join pg_proc p on p.oid = t.tgfoid where p.proname = 'folkmoot_refuse_all_but_blanking' loop
        execute format('grant update (%s) on %s to ROLE',
            array_to_string(array_remove(string_to_array(one.columns, '\\000'), ''), ', '), one.name);
    end loop;
end $keep$;
"""

# All that the owner has in this schema, but for what an extension brought.
EMPTYING = """
do $empty$ declare one record; begin
    for one in select c.oid::regclass as name, c.relkind from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relowner = current_user::regrole
            and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
            and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e') loop
        execute format('drop %s if exists %s cascade',
            case one.relkind when 'v' then 'view' when 'm' then 'materialized view' else 'table' end, one.name);
    end loop;
    for one in select c.oid::regclass as name from pg_class c where c.relnamespace = 'public'::regnamespace
        and c.relowner = current_user::regrole and c.relkind = 'S'
        and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e') loop
        execute format('drop sequence if exists %s cascade', one.name);
    end loop;
    for one in select p.oid::regprocedure as name from pg_proc p where p.pronamespace = 'public'::regnamespace
        and p.proowner = current_user::regrole
        and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e') loop
        execute format('drop routine if exists %s cascade', one.name);
    end loop;
    for one in select t.oid::regtype as name from pg_type t where t.typnamespace = 'public'::regnamespace
        and t.typowner = current_user::regrole and t.typtype in ('e', 'd', 'c')
        and not exists (select from pg_depend d where d.objid = t.oid and d.deptype = 'e') loop
        execute format('drop type if exists %s cascade', one.name);
    end loop;
end $empty$;
"""
