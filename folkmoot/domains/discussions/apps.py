"""Talk about anything, and official answers in their own lane."""

from django.apps import AppConfig


class DiscussionsConfig(AppConfig):
    name = "folkmoot.domains.discussions"
