"""``bin/folkmoot administrator EMAIL``: makes a person an administrator and prints a way in."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from folkmoot.domains.people import actions

MINUTES = 15


class Command(BaseCommand):
    help = "Make the person with this address an administrator; prints a link that lets them in once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="EMAIL")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email} is no e-mail address.") from error
        person = actions.make_administrator(email)
        path = actions.sign_in_link(person, minutes=MINUTES)
        self.stdout.write(f"{settings.URL}{path}")
        self.stderr.write(f"This link lets {email} in once, within {MINUTES} minutes.")
