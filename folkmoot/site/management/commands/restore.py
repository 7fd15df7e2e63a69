"""``bin/folkmoot restore FILE``: bring back what a backup holds."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from folkmoot.site.backup import restoring
from folkmoot.site.launch.problems import Problem


class Command(BaseCommand):
    help = "Bring back what a backup holds: all of it, or nothing. An older backup is brought up to date."
    is_prepared = False
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="put what is here aside, in a backup of its own"
        )

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            backup = restoring.restore(file, replace=options["replace"], say=self.stdout.write)
        except Problem as problem:
            raise CommandError(str(problem)) from None
        made, version = backup.manifest["made_at"], backup.manifest["folkmoot"]
        self.stdout.write(f"Restored from {file}, made {made} by Folkmoot {version}.")
