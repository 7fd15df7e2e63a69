"""Doors for programs: flags, the desk of moderators, appeals, the public log."""

from . import appealing, deciding
from .routing import router

__all__ = ["appealing", "deciding", "router"]
