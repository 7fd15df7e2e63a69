"""Doors for programs: files that are brought, looked into and matched, imports, conflicts, and claims."""

from . import bringing, claiming, running, settling
from .shapes import router

__all__ = ["bringing", "claiming", "router", "running", "settling"]
