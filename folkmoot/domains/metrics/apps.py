"""Numbers, each with its formula and interval, from the stream alone."""

from django.apps import AppConfig


class MetricsConfig(AppConfig):
    name = "folkmoot.domains.metrics"
