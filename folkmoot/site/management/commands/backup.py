"""``bin/folkmoot backup FILE``: everything in one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from folkmoot.site.backup import making
from folkmoot.site.launch.problems import Problem


class Command(BaseCommand):
    help = "Write the database, the uploads and what they need to be understood into one file (mode 0600)."
    is_prepared = False
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument(
            "--with-secret-key",
            action="store_true",
            help="put the key in that signs sessions and links; whoever has the file may then sign in as anybody",
        )

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            manifest = making.make(file, with_secret_key=options["with_secret_key"])
        except Problem as problem:
            raise CommandError(str(problem)) from None
        rows = sum(table["count"] for table in manifest["tables"].values())
        uploads = sum(name.startswith(making.FILES) for name in manifest["members"])
        size = file.stat().st_size / 1_000_000
        self.stdout.write(
            f"{file}: {rows} rows of {len(manifest['tables'])} tables, {uploads} uploads, {size:.1f} MB."
        )
