"""All that is done with notices, letters and the ways to people. Nothing else in the house writes to these tables."""

from .bouncing import lift, note_bounce
from .preferring import prefer, resubscribe, unsubscribe
from .pushing import add, note_gone, remove
from .telling import note_pushed, see, tell
from .writing import keep, note_sent, people_to_write_to, write_letter

__all__ = [
    "add",
    "keep",
    "lift",
    "note_bounce",
    "note_gone",
    "note_pushed",
    "note_sent",
    "people_to_write_to",
    "prefer",
    "remove",
    "resubscribe",
    "see",
    "tell",
    "unsubscribe",
    "write_letter",
]
