"""What an activity says to somebody: its verb's sentence, with the names of those things that are still there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _

from folkmoot.kit.oversight import is_shown_to
from folkmoot.kit.refs import load

from .vocabulary import VERBS

ROLES = ("actor", "object", "target", "context")


# An activity, or what keeps its words, such as a notice: anything with a verb and these roles.
H = TypeVar("H")


@dataclass(frozen=True)
class Told(Generic[H]):
    """Something that happened, its sentence, and the page it leads to. ``about`` names the thing on that page.

    ``thread`` is the ref of what it belongs to: a comment belongs to what it was said about. ``is_hidden``: moderation
    hides some of what it speaks of.
    """

    what: H
    sentence: str
    path: str
    about: str
    thread: str
    is_hidden: bool = False

    @property
    def is_gone(self) -> bool:
        return not self.about


def tell_apart(happened: Iterable[H], *, to: int | None) -> list[Told[H]]:
    """The sentences for the person with this key (None: a stranger); one query per kind of thing, however many.

    What moderation holds or hides is named to its author alone.
    """
    rows = list(happened)
    things = load(getattr(one, role) for one in rows for role in ROLES)
    return [_told(one, things, to) for one in rows]


def _told(one: Any, things: dict[str, Model], to: int | None) -> Told[Any]:
    names = {role: _name(things.get(getattr(one, role)), to) for role in ROLES}
    sentence = str(VERBS[one.verb].sentence).format(**names) if one.verb in VERBS else ""
    paged = _with_pages(one, things)
    if not paged:
        return Told(one, sentence, "/me/", "", one.object)
    path = paged[0][1].get_absolute_url()  # type: ignore[attr-defined]
    thread, thing = next((pair for pair in paged if hasattr(pair[1], "title")), paged[0])
    is_hidden = not all(is_shown_to(to, page) for _pointer, page in paged)
    return Told(one, sentence, path, _name(thing, to), thread, is_hidden)


def _name(thing: Model | None, to: int | None) -> str:
    if thing is None:
        return _("something that is gone")
    return str(thing) if is_shown_to(to, thing) else _("something that moderation hides")


def _with_pages(one: Any, things: dict[str, Model]) -> list[tuple[str, Model]]:
    found = ((pointer, things.get(pointer)) for pointer in (one.object, one.target, one.context))
    return [
        (pointer, thing)
        for pointer, thing in found
        if thing is not None and hasattr(thing, "get_absolute_url")
    ]
