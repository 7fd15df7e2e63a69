"""All that people do with communities. Nothing else in the house writes to these tables."""

from .belonging import accept, appoint, invite, join, join_by_taking_part, leave
from .blocking import block, unblock
from .founding import close_door, found, open_door
from .renaming import rename
from .setting_up import set_up

__all__ = [
    "accept",
    "appoint",
    "block",
    "close_door",
    "found",
    "invite",
    "join",
    "join_by_taking_part",
    "leave",
    "open_door",
    "rename",
    "set_up",
    "unblock",
]
