"""All that people do with what is held about them. Nothing else in the house writes to these tables."""

from .consenting import give, withdraw
from .exporting import TakenOver, expire, export, fail, is_last_try, note_taken, resume, run, stop
from .leaving import erase, leave, stay

__all__ = [
    "TakenOver",
    "erase",
    "expire",
    "export",
    "fail",
    "is_last_try",
    "give",
    "leave",
    "note_taken",
    "resume",
    "run",
    "stay",
    "stop",
    "withdraw",
]
