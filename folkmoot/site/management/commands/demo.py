"""``demo``: make the demo world, print the ways into it, or take it away."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from folkmoot.domains.people.demo import links
from folkmoot.kit.answers import Refused
from folkmoot.site import demo


class Command(BaseCommand):
    help = "Make the demo world in an empty database; --links prints a way in for each of the cast."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--links", action="store_true", help="print a sign-in link for each of the cast")
        parser.add_argument("--remove", action="store_true", help="take the demo world away")
        parser.add_argument(
            "--yes", action="store_true", help="with --remove: also what real people gave since"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["links"]:
                self._print_links()
            elif options["remove"]:
                self._remove(is_sure=options["yes"])
            else:
                demo.tell()
        except Refused as problem:
            raise CommandError(str(problem)) from None

    def _print_links(self) -> None:
        for name, does, path in links():
            self.stdout.write(f"{name + ' ' + does:<32} {settings.URL}{path}")

    def _remove(self, *, is_sure: bool) -> None:
        others = demo.strangers()
        if others and not is_sure:
            raise CommandError(
                f"{others} real people have come since; with --yes what they gave goes with the demo."
            )
        demo.remove()
        self.stdout.write("The demo world is gone; the database is empty.")
