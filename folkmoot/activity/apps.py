"""The stream; when all apps are there, it gathers what they say, hear, show and tell."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ActivityConfig(AppConfig):
    name = "folkmoot.activity"

    def ready(self) -> None:
        # One after the other, for all apps: listeners may ask which verbs have an audience.
        for part in ("activities", "audiences", "listeners", "slots", "finders"):
            autodiscover_modules(part)
