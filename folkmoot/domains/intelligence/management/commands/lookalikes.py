"""`lookalikes FILE --k 10`: for each line the numbers of the lines most like it, as one JSON array each."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from folkmoot.domains.intelligence.build import build
from folkmoot.domains.intelligence.understanding import lines_of, lookalike_lines


class Command(BaseCommand):
    help = "For each line of FILE print the numbers (from 1) of its nearest lines, nearest first."
    needs_database = False
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="one text a line, UTF-8")
        parser.add_argument("--k", type=int, default=10, help="how many (default: 10)")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        if options["k"] < 1:
            raise CommandError("--k must be at least 1.")
        build()  # a fresh checkout has no model yet: three seconds, once
        for numbers in lookalike_lines(list(lines_of(file)), options["k"]):
            self.stdout.write(json.dumps(numbers))
