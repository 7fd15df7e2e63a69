"""The ground: tools that know no subject."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "folkmoot.kit"
