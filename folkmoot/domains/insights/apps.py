"""Pages that put what was heard before the person who must answer."""

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "folkmoot.domains.insights"
