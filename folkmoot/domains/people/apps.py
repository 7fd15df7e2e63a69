"""Who is here."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "folkmoot.domains.people"
