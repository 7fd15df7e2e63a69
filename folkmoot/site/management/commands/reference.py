"""``reference``: write the tables of the documentation anew from the code."""

from typing import Any

from django.core.management.base import BaseCommand

from folkmoot.site.reference import pages


class Command(BaseCommand):
    help = "Write docs/reference/ anew from the code."

    def handle(self, *args: Any, **options: Any) -> None:
        for page, text in pages().items():
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(text)
            self.stdout.write(page.name)
