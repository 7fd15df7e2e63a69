"""Newcomers: the first things of a person wait for a moderator if they hold a link. A pure rule over plain facts."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

ENOUGH = 3  # things that stand
FIRST_DAY = timedelta(hours=24)

_ENDINGS = (
    "com|net|org|info|biz|io|ly|ru|cn|xyz|top|shop|online|site|club|live|store|app|dev|co|me|eu|uk|de|fr|es"
)
#: An address, written out or not: a scheme, www., or a name with a known ending that a space or a path follows.
_LINK = re.compile(
    rf"[a-z][a-z0-9+.-]{{1,20}}://|\bwww\.|<a\s|\bmailto:|(?<![@\w.])[\w-]{{2,63}}\.(?:{_ENDINGS})(?=[/?#\s.,;:!)\]<]|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Giver:
    """What is known of whoever gives something: since when they are here, how many things of theirs stand, and
    whether a role or an import vouches for them."""

    arrived_at: datetime
    standing: int
    is_trusted: bool = False


def holds_link(*texts: str) -> bool:
    """Whether one of these texts, source or HTML, leads somewhere else."""
    return any(_LINK.search(text) for text in texts)


def is_new(giver: Giver, *, at: datetime) -> bool:
    """Fewer than three things that stand, or here for less than a day; nobody whom a role vouches for."""
    if giver.is_trusted:
        return False
    return giver.standing < ENOUGH or at - giver.arrived_at < FIRST_DAY


def must_wait(giver: Giver, *texts: str, at: datetime) -> bool:
    """Whether this waits for a moderator: a link, from somebody new."""
    return holds_link(*texts) and is_new(giver, at=at)
