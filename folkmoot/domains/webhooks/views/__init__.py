"""Doors for people: their webhooks, and the log of what was sent."""

from .owning import change, detail, index, pause, register, remove, resume, rotate
from .sending import log, replay, test

__all__ = [
    "change",
    "detail",
    "index",
    "log",
    "pause",
    "register",
    "remove",
    "replay",
    "resume",
    "rotate",
    "test",
]
