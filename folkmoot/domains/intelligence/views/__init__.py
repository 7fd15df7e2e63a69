"""All doors of this room for people."""

from .correcting import correct_language, correct_sentiment
from .explaining import explain, export
from .pausing import resume, stop
from .reading import index, look_alikes, theme, themes
from .running import resume_encoder, stop_encoder
from .tending import merge, move, name_theme, put_back, rejoin, set_aside, split, take_up, unmerge

__all__ = [
    "correct_language",
    "correct_sentiment",
    "explain",
    "export",
    "index",
    "look_alikes",
    "merge",
    "move",
    "name_theme",
    "put_back",
    "rejoin",
    "resume",
    "resume_encoder",
    "set_aside",
    "split",
    "stop",
    "stop_encoder",
    "take_up",
    "theme",
    "themes",
    "unmerge",
]
