"""The front door, which puts the rooms together."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "folkmoot.site"
    label = "folkmoot_site"
