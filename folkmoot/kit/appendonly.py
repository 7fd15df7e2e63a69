"""Append-only tables: migration operations whose triggers refuse update, delete and truncate; or all but erasure."""

from typing import Any

from django.db.migrations.operations import RunSQL

_FUNCTION = """
create or replace function folkmoot_refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
"""


class AppendOnly(RunSQL):
    """From here on, rows of this table are written once: PostgreSQL refuses to change or remove them.

    The application's role loses the rights as well, where it exists (an outside database may have one role only).
    """

    def __init__(self, table: str, **options: Any) -> None:
        super().__init__(
            sql=f"""{_FUNCTION}
            create trigger keeps_its_rows before update or delete on {table}
                for each row execute function folkmoot_refuse_change();
            create trigger is_never_emptied before truncate on {table}
                for each statement execute function folkmoot_refuse_change();
            do $$ begin
                if exists (select from pg_roles where rolname = 'folkmoot') then
                    revoke update, delete, truncate on {table} from folkmoot;
                end if;
            end $$;""",
            reverse_sql=f"""
            drop trigger if exists keeps_its_rows on {table};
            drop trigger if exists is_never_emptied on {table};""",
            **options,
        )


_ONLY_BLANKED = """
create or replace function folkmoot_refuse_all_but_blanking() returns trigger language plpgsql as $$
declare
    before jsonb := to_jsonb(old);
    after jsonb;
    name text;
begin
    if tg_op = 'UPDATE' then
        after := to_jsonb(new);
        foreach name in array tg_argv loop
            exit when after->>name <> '' and after->name is distinct from before->name;
            before := before - name;
            after := after - name;
        end loop;
        if before = after then
            return new;
        end if;
    end if;
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
"""


class Blankable(RunSQL):
    """An append-only table of which these text columns, and no others, may become empty: for the right to erasure.

    Any other update, and delete and truncate, are refused as before. The application's role may update these
    columns only.
    """

    def __init__(self, table: str, *columns: str, **options: Any) -> None:
        names = ", ".join(columns)
        quoted = ", ".join(f"'{column}'" for column in columns)
        super().__init__(
            sql=f"""{_ONLY_BLANKED}
            drop trigger keeps_its_rows on {table};
            create trigger keeps_its_rows before update or delete on {table}
                for each row execute function folkmoot_refuse_all_but_blanking({quoted});
            {_if_there_is_the_role(f"grant update ({names}) on {table} to folkmoot")}""",
            reverse_sql=f"""
            drop trigger keeps_its_rows on {table};
            create trigger keeps_its_rows before update or delete on {table}
                for each row execute function folkmoot_refuse_change();
            {_if_there_is_the_role(f"revoke update ({names}) on {table} from folkmoot")}""",
            **options,
        )


def _if_there_is_the_role(statement: str) -> str:
    """An outside database may have one role only."""
    return f"""do $$ begin
                if exists (select from pg_roles where rolname = 'folkmoot') then
                    {statement};
                end if;
            end $$;"""
