"""All that people do with ideas. Nothing else in the house writes to these tables."""

from .arriving import bring_in
from .deciding import move, move_many
from .following import follow, foresee
from .merging import agree, propose, refuse, unmerge
from .moderating import hide, let_pass, lock, restore, unlock
from .picturing import attach, detach, remove
from .supporting import support, unsupport
from .taking_out import put_back, take_out
from .writing import draft, edit, publish, revise, withdraw

__all__ = [
    "agree",
    "attach",
    "bring_in",
    "detach",
    "draft",
    "edit",
    "follow",
    "foresee",
    "hide",
    "let_pass",
    "lock",
    "move",
    "move_many",
    "propose",
    "publish",
    "put_back",
    "refuse",
    "remove",
    "restore",
    "revise",
    "support",
    "take_out",
    "unlock",
    "unmerge",
    "unsupport",
    "withdraw",
]
