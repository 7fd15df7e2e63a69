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
from folkmoot.domains.channels.importers import NotThisFormat, files_in, shelf
from folkmoot.domains.channels.models import Import, State
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
            "--dry-run", action="store_true", help="say what would happen, and change nothing"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        try:
            files = files_in([path.absolute() for path in options["paths"]])
            shelf.take(options["format"])().read(files)
        except (NotThisFormat, OSError) as problem:
            raise CommandError(str(problem)) from None
        with transaction.atomic() if options["dry_run"] else nullcontext():
            one = self._run(options["format"], files, options["into"])
            report = _report(one, seconds=time.monotonic() - began)
            if options["dry_run"]:
                transaction.set_rollback(True)
        if one.state == State.FAILED:
            raise CommandError(one.problem)
        self.stdout.write(json.dumps(report, ensure_ascii=False) if options["json"] else _words(report))

    def _run(self, format: str, files: list[Path], slug: str) -> Import:
        by, address = operator(), slugify(slug) or "community"
        community = Community.objects.filter(slug=address).first() or found(
            by=by, name=_name(slug), slug=address
        )
        one = actions.prepare(community, by=by, format=format, files=files)
        return actions.run(actions.start(one, by=by))


def _name(slug: str) -> str:
    return slug.replace("-", " ").replace("_", " ").capitalize()


def _report(one: Import, *, seconds: float) -> dict[str, Any]:
    return {
        "format": one.format,
        "read": one.position,
        "created": one.created,
        "updated": one.updated,
        "unchanged": one.unchanged,
        "rejected": [
            {"where": row.where, "why": row.why} for row in one.rejected_rows.order_by("id").iterator()
        ],
        "seconds": round(seconds, 3),
    }


def _words(report: dict[str, Any]) -> str:
    lines = [
        f"{report['read']:,} rows read in {report['seconds']} s: {report['created']:,} new, "
        f"{report['updated']:,} changed, {report['unchanged']:,} here already, "
        f"{len(report['rejected']):,} not taken."
    ]
    return "\n".join(lines + [f"  {row['where']}: {row['why']}" for row in report["rejected"]])
