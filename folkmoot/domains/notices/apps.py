"""Tell people, once each."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "folkmoot.domains.notices"
