"""Doors for people: flags, the desk of moderators, appeals, the public log."""

from .appealing import appeal, appeals, overturn, uphold
from .barring import block, blocks, unblock
from .deciding import hide, let_pass, lock, restore, unlock
from .flagging import flag, unflag
from .looking import about, index
from .publishing import log, log_csv

__all__ = [
    "about",
    "appeal",
    "appeals",
    "block",
    "blocks",
    "flag",
    "hide",
    "index",
    "let_pass",
    "lock",
    "log",
    "log_csv",
    "overturn",
    "restore",
    "unblock",
    "unflag",
    "unlock",
    "uphold",
]
