"""The room as Django knows it."""

from django.apps import AppConfig


class IntelligenceConfig(AppConfig):
    name = "folkmoot.domains.intelligence"
