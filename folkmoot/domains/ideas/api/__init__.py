"""Doors for programs: ideas, what is done with them, and two that are one."""

from . import merging, reading, supporting, writing
from .shapes import router

__all__ = ["merging", "reading", "router", "supporting", "writing"]
