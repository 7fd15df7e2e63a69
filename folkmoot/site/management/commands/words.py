"""``words``: bring the catalogues into step with the words of the code, and say what is not translated yet."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from folkmoot.site import catalogues


class Command(BaseCommand):
    help = "Bring the catalogues of words into step with the code; begin one with a language's code."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("language", nargs="*", help="such as fr or pt-br; without, all that are there")

    def handle(self, *args: Any, **options: Any) -> None:
        for language in options["language"] or catalogues.languages():
            missing = catalogues.write(language)
            self.stdout.write(f"{language}: {missing} messages have no translation yet.")
        catalogues.compile_all()
