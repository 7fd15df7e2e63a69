"""What a notice says: the verb's sentence with the names of those things that are still there."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model
from django.utils.translation import gettext as _

from folkmoot.activity.vocabulary import VERBS
from folkmoot.kit.refs import load

from .models import Notice


@dataclass(frozen=True)
class Told:
    """A notice with its sentence and the page it leads to."""

    notice: Notice
    sentence: str
    path: str


def tell_apart(notices: Iterable[Notice]) -> list[Told]:
    """The sentences of these notices; one query per kind of thing, however many notices."""
    notices = list(notices)
    things = load(p for n in notices for p in (n.actor, n.object, n.target, n.context))
    return [Told(notice, _sentence(notice, things), _path(notice, things)) for notice in notices]


def _sentence(notice: Notice, things: dict[str, Model]) -> str:
    names = {
        role: str(things.get(getattr(notice, role)) or _("something that is gone"))
        for role in ("actor", "object", "target", "context")
    }
    return str(VERBS[notice.verb].sentence).format(**names) if notice.verb in VERBS else ""


def _path(notice: Notice, things: dict[str, Model]) -> str:
    for pointer in (notice.object, notice.target, notice.context):
        thing = things.get(pointer)
        if thing is not None and hasattr(thing, "get_absolute_url"):
            return str(thing.get_absolute_url())
    return "/me/"
