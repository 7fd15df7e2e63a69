"""Append-only tables: a migration operation whose triggers refuse update, delete and truncate."""

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
