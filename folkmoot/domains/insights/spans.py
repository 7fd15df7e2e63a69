"""Spans: the plain text of what somebody gave, and where words stand in it."""

from typing import Any

from folkmoot.domains.discussions.models import Comment
from folkmoot.domains.ideas.models import Idea
from folkmoot.kit.markdown import words

#: More words than a text of the house can have.
_ALL = 100_000
OPENING = 280  # letters


def said_in(thing: Any) -> str:
    """The text of an idea (its title first) or of a comment, as one line of plain words; empty if it was taken back."""
    if isinstance(thing, Idea):
        return f"{thing.title} {words(thing.body_html, _ALL)}".strip()
    if isinstance(thing, Comment):
        return "" if thing.taken_back_at else words(thing.body_html, _ALL)
    return ""


def opening_of(thing: Any) -> str:
    """Its first words, to stand for all of them."""
    text = said_in(thing)
    return text if len(text) <= OPENING else text[:OPENING].rpartition(" ")[0]


def version_of(thing: Any) -> int:
    """The version whose words these are; a comment has none."""
    return thing.version_number if isinstance(thing, Idea) else 0


def span_of(quote: str, text: str, *, near: int = 0) -> tuple[int, int] | None:
    """Where these words stand in the text, at or after ``near`` if they stand there more than once; None if nowhere.

    Spaces and ends of lines count as one space, as a browser gives them when words are selected.
    """
    quote = " ".join(quote.split())
    if not quote:
        return None
    start = text.find(quote, max(near, 0))
    start = text.find(quote) if start < 0 else start
    return None if start < 0 else (start, start + len(quote))
