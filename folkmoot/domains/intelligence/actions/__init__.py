"""All that is done with what the machine suggests. Nothing else in the house writes to these tables."""

from .correcting import correct_language, correct_sentiment
from .exporting import export_corrections
from .finding import find_themes_in
from .forgetting import forget
from .pausing import resume, stop
from .reading_again import drop_vectors, fill, missing_from, read_in_many_languages, refresh_count
from .replacing import let_serve, resume_encoder, retire_encoders_but, start_encoder, stop_encoder
from .tending import merge, move, name_theme, put_back, rejoin, set_aside, split, take_up, unmerge
from .understanding import understand

__all__ = [
    "drop_vectors",
    "export_corrections",
    "fill",
    "let_serve",
    "missing_from",
    "read_in_many_languages",
    "refresh_count",
    "resume_encoder",
    "retire_encoders_but",
    "start_encoder",
    "stop_encoder",
    "correct_language",
    "correct_sentiment",
    "find_themes_in",
    "forget",
    "merge",
    "move",
    "name_theme",
    "put_back",
    "rejoin",
    "resume",
    "set_aside",
    "split",
    "stop",
    "take_up",
    "understand",
    "unmerge",
]
