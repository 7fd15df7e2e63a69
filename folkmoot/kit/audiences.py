"""Audiences: whom to tell when something happened, and why them. The rooms that it concerns know; notices asks."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any

Audience = Callable[[Any], Iterable[int]]  # an activity -> keys of the people to tell


class Occasion(StrEnum):
    """Why somebody is told; the first of these that holds counts. People choose by them how they want to be told."""

    DUTY = "duty"  # something waits for them
    MODERATION = "moderation"  # a moderator did something with what they gave, or with them
    ANSWER = "answer"  # what they gave, or stand behind, was answered
    TALK = "talk"  # somebody spoke to them
    CHANGE = "change"  # something else happened to what they gave
    FOLLOWING = "following"  # they follow it


Quote = Callable[[Any], str]  # an activity -> words that tell what was said, or empty
_audiences: dict[str, dict[str, tuple[Occasion, Audience]]] = {}
_quotes: dict[str, Quote] = {}


def tells(verb: str, occasion: Occasion = Occasion.CHANGE) -> Callable[[Audience], Audience]:
    """Decorator: this function names people who are told of this verb, by their keys.

    Several rooms may name some: who commented is known to discussions, who supported to ideas. Each is told once.
    """

    def register(audience: Audience) -> Audience:
        name = f"{audience.__module__}.{audience.__qualname__}"
        _audiences.setdefault(verb, {})[name] = (occasion, audience)
        return audience

    return register


def audience_of(verb: str) -> Callable[[Any], dict[int, Occasion]] | None:
    """Who is told of this verb, all together, and why; None if nobody is."""
    named = list(_audiences.get(verb, {}).values())
    if not named:
        return None
    ranks = list(Occasion)
    strongest_last = sorted(named, key=lambda one: -ranks.index(one[0]))
    return lambda activity: {
        person: occasion for occasion, audience in strongest_last for person in audience(activity)
    }


def told_verbs() -> set[str]:
    """All verbs of which somebody is told."""
    return {verb for verb, named in _audiences.items() if named}


def quotes(verb: str) -> Callable[[Quote], Quote]:
    """Decorator: this function gives the words that a letter brings along, such as the answer itself.

    Only what everybody told of it may read, in plain text: the letter is kept by others than us.
    """

    def register(quote: Quote) -> Quote:
        _quotes[verb] = quote
        return quote

    return register


def quote_of(activity: Any) -> str:
    """What was said, where a room lets letters say it; at most some 600 characters."""
    quote = _quotes.get(activity.verb)
    words = " ".join(quote(activity).split()) if quote else ""
    return words if len(words) <= 600 else words[:600].rsplit(" ", 1)[0] + " …"
