"""``import FORMAT PATH… --into COMMUNITY``: bring the export of another system in, and say what became of it."""

import json
import time
from argparse import ArgumentParser
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.text import slugify

from folkmoot.domains.channels import actions
from folkmoot.domains.channels.forms_of_tables import tables_in
from folkmoot.domains.channels.forms_of_tables.encodings import CHOICES, is_known
from folkmoot.domains.channels.guessing import guess
from folkmoot.domains.channels.importers import NotThisFormat, files_in, shelf
from folkmoot.domains.channels.importers.csv import columns_of
from folkmoot.domains.channels.matching import plan_of
from folkmoot.domains.channels.models import Import, State
from folkmoot.domains.channels.plans import FIELDS, KINDS, MOST_NAME, Plan, TablePlan, fingerprint
from folkmoot.domains.channels.tables import Table
from folkmoot.domains.channels.uploads import digest_of
from folkmoot.domains.communities.actions import found
from folkmoot.domains.communities.models import Community
from folkmoot.domains.people.actions import operator


class Command(BaseCommand):
    help = "Bring the export of another system in. A second run of the same files creates nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("format", choices=list(shelf.all()), help="the system that wrote the files")
        parser.add_argument("paths", nargs="+", type=Path, help="files, or folders of CSV files")
        parser.add_argument(
            "--into", required=True, metavar="COMMUNITY", help="its address; made where missing"
        )
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="FIELD=COLUMN",
            help="of any table: which column is what, such as title=Headline; an empty column is none. Fields: "
            + ", ".join(FIELDS)
            + "; also each-row=ideas, replies or both, dates=day or month, more=COLUMN beneath the text",
        )
        parser.add_argument(
            "--name", default="", help="of any table: what the system is called that it came from"
        )
        parser.add_argument(
            "--encoding", default="", help="of any table: how its letters are written, if not as guessed"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen, and change nothing"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        try:
            files = files_in([path.absolute() for path in options["paths"]])
            if not shelf.take(options["format"]).is_matched:
                shelf.take(options["format"])().read(files)
        except (NotThisFormat, OSError) as problem:
            raise CommandError(str(problem)) from None
        with transaction.atomic() if options["dry_run"] else nullcontext():
            one = self._run(options["format"], files, options)
            report = _report(one, seconds=time.monotonic() - began)
            if options["dry_run"]:
                transaction.set_rollback(True)
        if one.state == State.FAILED:
            raise CommandError(one.problem)
        self.stdout.write(json.dumps(report, ensure_ascii=False) if options["json"] else _words(report))

    def _run(self, format: str, files: list[Path], options: dict[str, Any]) -> Import:
        slug = options["into"]
        by, address = operator(), slugify(slug) or "community"
        community = Community.objects.filter(slug=address).first() or found(
            by=by, name=_name(slug), slug=address
        )
        digests = [digest_of(file) for file in files]
        one = actions.prepare(community, by=by, format=format, files=files, digests=digests)
        if shelf.take(format).is_matched:
            try:
                plan = said(
                    plan_of(one), files, options["map"], name=options["name"], encoding=options["encoding"]
                )
                shelf.take(format)(plan.to_json()).read(files)
            except NotThisFormat as problem:
                raise CommandError(str(problem)) from None
            one = actions.match(one, by=by, plan=plan)
        return actions.run(actions.start(one, by=by))


def said(plan: Plan, files: list[Path], pairs: list[str], *, name: str, encoding: str) -> Plan:
    """The plan with what was said on the command line: of every table that has such a column. Raises CommandError."""
    chosen = [pair.partition("=")[::2] for pair in pairs]
    if unknown := [field for field, _ in chosen if field not in {*FIELDS, "each-row", "dates", "more"}]:
        raise CommandError(
            f"There is no field {unknown[0]}. Fields are {', '.join(FIELDS)}, each-row, dates, more."
        )
    encodings = {str(number): encoding for number in range(len(files))} if encoding else dict(plan.encodings)
    if encoding and not is_known(encoding):
        raise CommandError(
            f"The encoding {encoding} is not known here. Known are {', '.join(dict(CHOICES))}."
        )
    tables = {}
    found = {column for table in tables_of(files, encodings) for column in table.columns}
    if missing := [
        column
        for field, column in chosen
        if column and field not in ("each-row", "dates") and column not in found
    ]:
        raise CommandError(
            f"There is no column {missing[0]} in these files. There are {', '.join(sorted(found))}."
        )
    for table in tables_of(files, encodings):
        mark = fingerprint(columns_of(table))
        tables[mark] = _changed(plan.tables.get(mark) or guess(table), table.columns, chosen)
    return Plan(slugify(name)[:MOST_NAME] or plan.name, plan.day, encodings, tables)


def tables_of(files: list[Path], encodings: dict[str, str]) -> list[Table]:
    return [
        t
        for number, file in enumerate(files)
        for t in tables_in(file, encoding=encodings.get(str(number), ""))
    ]


def _changed(plan: TablePlan, columns: list[str], chosen: list[tuple[str, str]]) -> TablePlan:
    kind, matched, more, order = plan.kind, dict(plan.columns), list(plan.more), plan.is_day_first
    for field, column in chosen:
        if field == "each-row":
            kind = column if column in KINDS else kind
        elif field == "dates":
            order = column == "day"
        elif field == "more" and column in columns:
            more.append(column)
        elif field in FIELDS and (column in columns or not column):
            # Said of a column that was guessed to be something else: it is that no more.
            matched = {f: c for f, c in matched.items() if f != field and c != column} | (
                {field: column} if column else {}
            )
    return TablePlan(kind, matched, tuple(column for column in more if column not in matched.values()), order)


def _name(slug: str) -> str:
    return slug.replace("-", " ").replace("_", " ").capitalize()


def _report(one: Import, *, seconds: float) -> dict[str, Any]:
    return {
        "format": one.format,
        "read": one.position,
        "created": one.created,
        "updated": one.updated,
        "unchanged": one.unchanged,
        "conflicts": one.conflicted,
        "rejected": [
            {"where": row.where, "why": row.why} for row in one.rejected_rows.order_by("id").iterator()
        ],
        "seconds": round(seconds, 3),
    }


def _words(report: dict[str, Any]) -> str:
    lines = [
        f"{report['read']:,} rows read in {report['seconds']} s: {report['created']:,} new, "
        f"{report['updated']:,} changed, {report['unchanged']:,} here already, "
        f"{report['conflicts']:,} changed there and here, {len(report['rejected']):,} not taken."
    ]
    return "\n".join(lines + [f"  {row['where']}: {row['why']}" for row in report["rejected"]])
