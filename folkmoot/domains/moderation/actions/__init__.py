"""All that people do in moderation. Nothing else in the house writes to these tables; none of it deletes anything."""

from .appealing import appeal, overturn, uphold
from .barring import block, unblock
from .deciding import hide, let_pass, lock, restore, unlock
from .flagging import flag, suggest, unflag, wait, wait_no_more

__all__ = [
    "appeal",
    "block",
    "flag",
    "hide",
    "let_pass",
    "lock",
    "overturn",
    "restore",
    "suggest",
    "unblock",
    "unflag",
    "unlock",
    "uphold",
    "wait",
    "wait_no_more",
]
