"""Steering: who may say what a place aims at. The rooms that own a context answer; nobody else is let."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from folkmoot.kit.answers import Answer, unless

Steers = Callable[[Any, str], Answer | None]
_steerings: dict[str, Steers] = {}


def lets_steer(steers: Steers) -> Steers:
    """Decorator: this function answers for contexts that its room owns, and None for all others.

    The empty context is the house.
    """
    _steerings[f"{steers.__module__}.{steers.__qualname__}"] = steers
    return steers


def may_steer(person: Any, context: str) -> Answer:
    """May this person say what this context aims at?"""
    answers = (steers(person, context) for steers in _steerings.values())
    nobody = unless((True, _("Nobody sets targets here.")))
    return next((answer for answer in answers if answer is not None), nobody)
