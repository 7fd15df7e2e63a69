"""Agreements: what the organisation promises in words, with every version."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "folkmoot.domains.agreements"
