"""Who is here."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "folkmoot.domains.people"

    def ready(self) -> None:
        from . import noting  # noqa: PLC0415  (allauth's models must be there)

        noting.connect()
