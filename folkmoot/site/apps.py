"""The front door, which puts the rooms together."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "folkmoot.site"
    label = "folkmoot_site"

    def ready(self) -> None:
        """Mails and feeds bear the brand in processes that show no page, too."""
        from folkmoot.site import known  # noqa: F401, PLC0415  (models are there only now)
