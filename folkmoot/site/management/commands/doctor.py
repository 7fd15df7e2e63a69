"""``bin/folkmoot doctor``: what is wrong, and what to do."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from folkmoot.site import doctor

MARKS = {"ok": "OK     ", "warning": "warning", "wrong": "WRONG  "}


class Command(BaseCommand):
    help = "Look at everything, say what is wrong and what to do. The exit code is 1 if something is wrong."
    is_prepared = False
    goes_on_without_database = True
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        found = []
        for name, finding in doctor.examine():
            found.append({"check": name, **asdict(finding)})
            if not options["json"]:
                self.stdout.write(f"{MARKS[finding.state]}  {name}: {finding.says}")
                if finding.remedy:
                    self.stdout.write(f"         -> {finding.remedy}")
        if options["json"]:
            self.stdout.write(json.dumps(found, indent=1))
        if any(one["state"] == "wrong" for one in found):
            sys.exit(1)
