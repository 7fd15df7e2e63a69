"""Doors for people: reading ideas, writing them, standing behind them."""

from .reading import detail, index, versions
from .supporting import support, unsupport
from .visiting import confirm
from .writing import draft, edit, publish, revise, withdraw

__all__ = [
    "confirm",
    "detail",
    "draft",
    "edit",
    "index",
    "publish",
    "revise",
    "support",
    "unsupport",
    "versions",
    "withdraw",
]
