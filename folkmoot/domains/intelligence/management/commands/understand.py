"""`understand [FILE]`: language and sentiment of each line, as one JSON line each."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from folkmoot.domains.intelligence.build import build
from folkmoot.domains.intelligence.understanding import as_json, lines_of, understand


class Command(BaseCommand):
    help = "Read one text a line (FILE or standard input) and print one JSON line each: language, sentiment."
    needs_database = False
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="default: standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path | None = options["file"]
        if file is not None and not file.is_file():
            raise CommandError(f"There is no file {file}.")
        build()  # a fresh checkout has no model yet: three seconds, once
        for line in lines_of(file):
            # The answer to a line must be there before the next line comes.
            self.stdout.write(as_json(understand(line, is_kept=False)))
            self.stdout.flush()
