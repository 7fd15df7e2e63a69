"""All that is done with what the machine suggests. Nothing else in the house writes to these tables."""

from .correcting import correct_language, correct_sentiment
from .finding import find_themes_in
from .forgetting import forget
from .tending import move, name_theme
from .understanding import understand

__all__ = [
    "correct_language",
    "correct_sentiment",
    "find_themes_in",
    "forget",
    "move",
    "name_theme",
    "understand",
]
