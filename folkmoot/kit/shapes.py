"""Shapes of what programs send: text that PostgreSQL can hold, and words that say something."""

NO_NUL = r"^[^\x00]*$"
SOME_WORDS = r"^[^\x00]*[^\x00\s][^\x00]*$"
SLUG = r"^[-a-zA-Z0-9_]*$"
