"""Doors for programs: insights, the desk of whoever answers, what is delivered, opportunities, highlights, clock."""

from . import answering, delivering, framing, handing, making, picking, reading, timing
from .shapes import router

__all__ = [
    "answering",
    "delivering",
    "framing",
    "handing",
    "making",
    "picking",
    "reading",
    "router",
    "timing",
]
