"""Say which models read here, and whether a larger one can be used.

`folkmoot models` lists them; `folkmoot models check FOLDER` tries a folder with
model.onnx, tokenizer.json and encoder.toml.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from folkmoot.domains.intelligence.models import Encoder
from folkmoot.domains.intelligence.readers import all_readers


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", nargs="?", choices=["list", "check"], default="list")
        parser.add_argument("folder", nargs="?", type=Path)

    def handle(self, *args: Any, what: str, folder: Path | None, **options: Any) -> None:
        if what == "list":
            self._list()
        elif folder is None:
            raise CommandError("Name the folder: models check FOLDER")
        else:
            self._check(folder)

    def _list(self) -> None:
        for place, reader in all_readers().items():
            there = "" if getattr(reader, "is_there", True) else "  (not on this machine)"
            self.stdout.write(f"{place:10} {reader.name} {reader.version}, {reader.licence}{there}")
        for encoder in Encoder.objects.exclude(state=Encoder.State.RETIRED).order_by("pk"):
            self.stdout.write(
                f"{'larger':10} {encoder.model}, {encoder.licence}: {encoder.get_state_display()}"
            )

    def _check(self, folder: Path) -> None:
        from folkmoot.domains.intelligence.conformance import conform  # noqa: PLC0415  (slow to import)
        from folkmoot.domains.intelligence.larger import LargerEncoder, Unfit  # noqa: PLC0415

        try:
            reader = LargerEncoder(folder)
            found = conform(reader)
        except Unfit as reason:
            raise CommandError(f"It cannot be used: {reason}") from None
        self.stdout.write(f"{reader.model}, {reader.card.licence}, {reader.card.dimensions} dimensions")
        self.stdout.write(f"golden pairs in the right order: {found.right:.0%}")
        self.stdout.write(f"say the same from {found.alike}, answer a search from {found.answers}")
        self.stdout.write(f"{found.texts_per_second:.0f} texts a second, {found.megabytes:.0f} MB of memory")
        self.stdout.write(f"It can be used: FOLKMOOT_ENCODER={folder.resolve()}")
