"""Tell other systems."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "folkmoot.domains.webhooks"
