"""Known: what every page says of this place, asked of the database every half minute, not by every page."""

import time
from dataclasses import dataclass

from django.db import DatabaseError

from folkmoot.kit.identity import Identity, identifies
from folkmoot.site import demo
from folkmoot.site.brand import Look, look_of
from folkmoot.site.models import Brand

EVERY = 30  # seconds


@dataclass(frozen=True)
class Known:
    """Whether this is a demo, and how this place looks and speaks."""

    is_demo: bool = False
    look: Look = Look()


_seen: tuple[float, Known] = (-2.0 * EVERY, Known())


def known() -> Known:
    """As it was half a minute ago at most; a change that this process made itself shows at once."""
    is_old = time.monotonic() - _seen[0] > EVERY
    return keep(_asked()) if is_old else _seen[1]


@identifies
def who_this_is() -> Identity:
    """To rooms that speak where no page does: in mails and feeds."""
    look = known().look
    return Identity(brand=look.name, colour=look.colour, ideas=look.ideas)


def keep(found: Known) -> Known:
    """Say this for the next half minute."""
    global _seen
    _seen = (time.monotonic(), found)
    return found


def forget() -> None:
    """Ask anew at the next page."""
    global _seen
    _seen = (-2.0 * EVERY, _seen[1])


def _asked() -> Known:
    """A page that says that the database is away must not fail for want of it."""
    try:
        return Known(demo.is_here(), look_of(Brand.objects.newest_first().first()))
    except DatabaseError:
        return _seen[1]
