"""Moderation: keep it clean, in the open, with a reason and an appeal."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "folkmoot.domains.moderation"
