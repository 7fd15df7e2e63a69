"""Privacy: what a person agrees to, takes with them, and has erased."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PrivacyConfig(AppConfig):
    name = "folkmoot.domains.privacy"

    def ready(self) -> None:
        """What each room holds about people, found without a list."""
        autodiscover_modules("holdings")
