"""External communities, open or by invitation."""

from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    name = "folkmoot.domains.communities"
