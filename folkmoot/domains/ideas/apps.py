"""What people propose."""

from django.apps import AppConfig


class IdeasConfig(AppConfig):
    name = "folkmoot.domains.ideas"
