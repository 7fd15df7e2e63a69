"""Doors for programs: themes and who tends them, what is understood of each thing, and how far the reading is."""

from . import correcting, reading, running, tending
from .shapes import router

__all__ = ["correcting", "reading", "router", "running", "tending"]
