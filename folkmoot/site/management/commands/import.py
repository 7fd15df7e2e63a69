"""``bin/folkmoot import folkmoot DIR``: what another Folkmoot gave out; every other format is the room's."""

from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from folkmoot.site.archive import reading
from folkmoot.site.launch.problems import Problem

WHOLE = "folkmoot"
# The room's file bears the name of its command, which is a word of Python's.
_rooms = import_module("folkmoot.domains.channels.management.commands.import")


class Whole(BaseCommand):
    help = "Take in all that another Folkmoot gave out with: export DIR. Into an empty place only; all or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            archive = reading.take_in(folder, say=self.stderr.write)
        except Problem as problem:
            raise CommandError(str(problem)) from None
        things = sum(one["lines"] for one in archive.kinds.values())
        uploads = len(list(archive.uploads()))
        self.stdout.write(
            f"{things:,} things and {uploads:,} uploads are here, as they were. Nobody was told."
        )


class Command(_rooms.Command):  # type: ignore[misc, name-defined]
    help = f"{_rooms.Command.help} All of another Folkmoot comes with: import {WHOLE} DIR."

    def run_from_argv(self, argv: list[str]) -> None:
        if argv[2:3] == [WHOLE]:
            Whole().run_from_argv([argv[0], f"{argv[1]} {WHOLE}", *argv[3:]])
        else:
            super().run_from_argv(argv)
