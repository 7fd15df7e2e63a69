"""Nothing else in the house writes to the tables of this room."""

from .owning import change, pause, register, remove, replay, resume, rotate, test
from .sending import disable, enqueue, forget, note, prepare

__all__ = [
    "change",
    "disable",
    "enqueue",
    "forget",
    "note",
    "pause",
    "prepare",
    "register",
    "remove",
    "replay",
    "resume",
    "rotate",
    "test",
]
