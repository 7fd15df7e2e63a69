"""Matching: which column of a table is what, as it was said, as it was the last time, or as it is guessed."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from django.db import transaction

from folkmoot.domains.communities.models import Community
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock

from . import rules
from .forms_of_tables import tables_in
from .guessing import guess, guess_order
from .importers import ArrivedReply, Located
from .importers.csv import AnyTable, columns_of
from .models import Import, Mapping
from .plans import REPLIES, Plan, TablePlan, fingerprint, name_of, source_of
from .tables import Line, Table

SAMPLED = 300


@transaction.atomic
def match(one: Import, *, by: Person, plan: Plan) -> Import:
    """Say which column is what. Nothing is brought in yet."""
    one = Import.objects.select_for_update(of=("self",)).select_related("community", "by").get(pk=one.pk)
    rules.may_match(by, one).insist()
    one.plan = plan.to_json()
    one.save(update_fields=["plan"])
    return one


def plan_of(one: Import) -> Plan:
    """How this import is read: as somebody said, else as it is suggested. Raises NotThisFormat."""
    if one.plan:
        return Plan.from_json(one.plan)
    return suggested(
        one.community, [Path(file) for file in one.files], names=one.names, day=f"{one.started_at:%Y-%m-%d}"
    )


def suggested(
    community: Community, files: Sequence[Path], *, names: Sequence[str] = (), day: str = ""
) -> Plan:
    """Tables with known headings are read as the last time, all others as it is guessed. Raises NotThisFormat."""
    tables = [table for file in files for table in tables_in(file)]
    marks = [fingerprint(columns_of(table)) for table in tables]
    known = {
        one.fingerprint: one for one in Mapping.objects.filter(community=community, fingerprint__in=marks)
    }
    plans = {
        mark: _again(table, TablePlan.from_json(known[mark].plan)) if mark in known else guess(table)
        for mark, table in zip(marks, tables, strict=True)
    }
    if named := [known[mark].name for mark in marks if mark in known]:
        name = named[0]
    elif not (name := _name_by_ideas(community, files, plans)):
        first = next((n for n, mark in enumerate(marks) if plans[mark].kind != REPLIES), 0)
        by_file = {file: number for number, file in enumerate(files)}
        number = by_file[tables[first].file]
        name = name_of(names[number] if number < len(names) else files[number].name)
    return Plan(name, day or f"{clock.now():%Y-%m-%d}", {}, plans)


def _again(table: Table, plan: TablePlan) -> TablePlan:
    """The order of day and month is read anew where this table tells it."""
    column = plan.columns.get("given_at", "")
    texts = [line.cells.get(column, "") for line in islice(table.lines(), SAMPLED) if isinstance(line, Line)]
    said = guess_order(texts)
    return plan if said is None else TablePlan(plan.kind, plan.columns, plan.more, said)


def _name_by_ideas(community: Community, files: Sequence[Path], plans: dict[str, TablePlan]) -> str:
    """Comments alone belong to the system whose ideas they name."""
    if not plans or any(plan.kind != REPLIES or plan.what_is_missing() for plan in plans.values()):
        return ""
    rows = AnyTable(Plan(tables=plans).to_json()).read(files)
    named = {
        row.what.idea_id
        for row in islice(rows, SAMPLED)
        if isinstance(row, Located) and isinstance(row.what, ArrivedReply)
    }
    found: dict[str, int] = {}
    ending = source_of("", community.pk)
    for source in Idea.objects.filter(
        community=community, source__endswith=ending, source_id__in=named
    ).values_list("source", flat=True):
        found[source] = found.get(source, 0) + 1
    return max(found, key=lambda name: found[name]).removesuffix(ending) if found else ""


def remember(one: Import, plan: Plan) -> None:
    """This is how it is read, now and the next time (the import is not saved yet)."""
    one.plan, one.source = plan.to_json(), source_of(plan.name, one.community_id)
    for mark, table in plan.tables.items():
        Mapping.objects.update_or_create(
            community=one.community,
            fingerprint=mark,
            defaults={"name": plan.name, "plan": table.to_json(), "used_at": clock.now()},
        )


def named_before(community: Community) -> Iterator[str]:
    """The names that systems were given in this community, the newest first."""
    names = (
        Mapping.objects.filter(community=community).order_by("-used_at").values_list("name", flat=True)[:200]
    )
    yield from dict.fromkeys(names)
