"""What comes in from other systems."""

from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "folkmoot.domains.channels"
