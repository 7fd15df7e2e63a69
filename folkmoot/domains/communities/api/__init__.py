"""Doors for programs: communities and who belongs to them; playbooks, and the programmes that are set up by them."""

from . import belonging, programmes
from .routing import router

__all__ = ["belonging", "programmes", "router"]
