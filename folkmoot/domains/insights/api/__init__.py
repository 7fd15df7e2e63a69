"""Doors for programs: insights, the desk of whoever answers, what is delivered, and opportunities."""

from . import answering, delivering, framing, handing, reading
from .shapes import router

__all__ = ["answering", "delivering", "framing", "handing", "reading", "router"]
