"""Stay with something."""

from django.apps import AppConfig


class FollowingConfig(AppConfig):
    name = "folkmoot.domains.following"
