"""``bin/folkmoot upgrade``: after new code has come, and before it runs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from folkmoot.site.backup import upgrading
from folkmoot.site.launch.lock import Lock
from folkmoot.site.launch.problems import Problem


class Command(BaseCommand):
    help = (
        "Bring tables, static files and models up to date with this code; first a backup, if tables change."
    )
    is_prepared = False
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        if Lock().facts().get("purpose") == "bin/up" and Lock().is_held():
            raise CommandError("Folkmoot runs, with the old code: stop it first (bin/down).")
        try:
            upgrading.upgrade(say=self.stdout.write)
        except Problem as problem:
            raise CommandError(str(problem)) from None
