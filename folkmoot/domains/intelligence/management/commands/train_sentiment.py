"""`train_sentiment`: trains the head of the sentiment reader and stores it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from folkmoot.domains.intelligence import sentiment_training as training


class Command(BaseCommand):
    help = "Train the sentiment head on texts with human valence (vader_ground_truth) and store it."
    needs_database = False
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        folder = training.data_folder()
        parser.add_argument("--data", type=Path, default=folder, help="folder of the four files")
        parser.add_argument("--to", type=Path, default=training.HEAD, help="file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["data"]
        if not folder.is_dir():
            raise CommandError(f"{folder} is missing; set FOLKMOOT_SHARED or give --data.")
        self.stdout.write(f"Reading the texts in {folder} (about two minutes)")
        head = training.make_head(training.load(folder), self.stdout.write)
        training.write_head(head, options["to"])
        self.stdout.write(f"Wrote {options['to']}")
