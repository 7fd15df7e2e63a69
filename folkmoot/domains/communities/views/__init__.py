"""Doors for people: communities, joining, inviting, roles, and whole programmes."""

from .belonging import accept, appoint, invite, join, leave
from .founding import close_door, found, open_door
from .programmes import playbook, playbooks, programme, rename
from .reading import detail, index, members

__all__ = [
    "accept",
    "appoint",
    "close_door",
    "detail",
    "found",
    "index",
    "invite",
    "join",
    "leave",
    "members",
    "open_door",
    "playbook",
    "playbooks",
    "programme",
    "rename",
]
