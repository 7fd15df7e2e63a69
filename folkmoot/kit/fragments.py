"""Fragments: what a macro makes of equal values is made once, whoever reads it and on whichever page.

``{{ kept(card, idea, idea.published_at|ago, csrf_input) }}`` in place of ``{{ card(idea, …) }}``. A macro that is
imported knows nothing but its arguments, the language and the time zone, and all of these are the key: of a thing every
column that was read of it and of what was read with it. So a fragment can be neither stale nor another reader's; it is
only made when something of it is new. The token of forms is no part of it: it is put in whenever a fragment is used.

A macro that looks at the clock, or at what its thing must first ask the database for, has another input: give it that
as an argument, as above.
"""

from collections.abc import Callable, Hashable, Iterable
from typing import Any

from django.db.models import Model
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language
from markupsafe import Markup

from folkmoot.kit.answers import Answer
from folkmoot.kit.lately import Lately
from folkmoot.kit.tokens import OPEN_FIELD, Token

#: Characters in each process, of fragments and of the texts in their keys: some 600 talks of 20 comments.
MOST = 32 * 2**20

Key = tuple[Hashable, ...]
_PLAIN = {str, Markup, SafeString, int, float, bool, Answer}


shelf: Lately[Markup] = Lately(MOST)


def kept(macro: Any, *values: Any) -> Markup:
    """What this macro makes of these values. TypeError for a value of which nobody can say what it will show."""
    token = next((value for value in values if isinstance(value, Token)), None)
    key = _key(macro._func, values)
    made = shelf.get(key)
    if made is None:
        made = Markup(
            macro(*(OPEN_FIELD if value is token else value for value in values) if token else values)
        )
        shelf.put(key, made, _size(key, made))
    return Markup(made.replace(OPEN_FIELD, token.field)) if token else made


def rendered(render: Callable[[str, dict[str, Any]], str], name: str, context: dict[str, Any]) -> Markup:
    """The same for a template that knows nothing but its context."""
    key = _key(name, (*context, *context.values()))
    made = shelf.get(key)
    if made is None:
        made = Markup(render(name, context))
        shelf.put(key, made, _size(key, made))
    return made


def _size(key: Key, fragment: str) -> int:
    return len(fragment) + sum([len(part) for part in key if part.__class__ is str])


def _key(maker: Hashable, values: Iterable[Any]) -> Key:
    parts: list[Hashable] = [maker, get_language(), get_current_timezone_name()]
    _add(parts, values)
    return tuple(parts)


def _add(parts: list[Hashable], values: Iterable[Any]) -> None:
    for value in values:
        kind = value.__class__
        parts.append(kind)
        if value is None or kind in _PLAIN:
            # A text and the same as safe HTML are equal, as are True and 1, and look different: so each has its kind.
            parts.append(value)
        elif isinstance(value, Model):
            _add_columns(parts, value)
        elif isinstance(value, tuple):
            parts.append(len(value))
            _add(parts, value)
        elif kind is not Token:
            raise TypeError(f"{kind.__name__} is no value that a fragment can be known by.")


def _add_columns(parts: list[Hashable], thing: Model) -> None:
    """Every column that was read, and those of what was read with it."""
    columns = thing.__dict__.copy()
    del columns["_state"]
    parts += columns
    parts += columns.values()
    for name, related in thing._state.fields_cache.items():
        parts.append(name)
        if related is not None:
            parts.append(related.__class__)
            _add_columns(parts, related)
