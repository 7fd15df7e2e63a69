"""Doors for people: reading ideas, writing them, standing behind them."""

from .embedding import card, oembed
from .merging import agree, propose, refuse, unmerge
from .pictures import attach, detach, picture
from .reading import detail, index, versions
from .supporting import support, unsupport
from .visiting import confirm
from .writing import draft, edit, publish, revise, withdraw

__all__ = [
    "agree",
    "attach",
    "card",
    "confirm",
    "detach",
    "detail",
    "draft",
    "edit",
    "index",
    "oembed",
    "picture",
    "propose",
    "publish",
    "refuse",
    "revise",
    "support",
    "unmerge",
    "unsupport",
    "versions",
    "withdraw",
]
