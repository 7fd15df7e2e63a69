"""The API: the doors of the rooms under one address, one way to sign in, and one form for all that goes wrong."""

from .app import api

__all__ = ["api"]
