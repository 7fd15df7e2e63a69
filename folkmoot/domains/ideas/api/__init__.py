"""Doors for programs: ideas, what is done with them, and two that are one."""

from . import merging, picturing, reading, supporting, writing
from .shapes import router

__all__ = ["merging", "picturing", "reading", "router", "supporting", "writing"]
