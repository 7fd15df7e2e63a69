"""``bin/folkmoot export DIR``: everything, in files that another program can read."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from folkmoot.site.archive import writing
from folkmoot.site.launch.problems import Problem


class Command(BaseCommand):
    help = (
        "Write all that people gave and did into a new folder: JSON Lines for each kind of things, and the files as"
        " they are. Another Folkmoot takes it in with: import folkmoot DIR."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path, help="a folder that is not there yet")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            with writing.one_moment():
                told = writing.write(folder, say=self.stderr.write)
        except Problem as problem:
            raise CommandError(str(problem)) from None
        things = sum(one["lines"] for one in told["kinds"].values())
        size = sum(one["bytes"] for one in told["files"].values()) / 1_000_000
        self.stdout.write(f"{folder}: {things:,} things in {len(told['files'])} files, {size:.1f} MB.")
        self.stderr.write("It holds personal data, addresses among them. Only you can read it: keep it so.")
