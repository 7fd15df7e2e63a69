"""Doors for programs: flags, the desk of moderators, blocks, appeals, the public log."""

from . import appealing, barring, deciding
from .routing import router

__all__ = ["appealing", "barring", "deciding", "router"]
