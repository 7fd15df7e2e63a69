"""All that people do with ideas. Nothing else in the house writes to these tables."""

from .arriving import bring_in
from .deciding import move, move_many
from .supporting import support, unsupport
from .writing import draft, edit, publish, revise, withdraw

__all__ = [
    "bring_in",
    "draft",
    "edit",
    "move",
    "move_many",
    "publish",
    "revise",
    "support",
    "unsupport",
    "withdraw",
]
