"""Undoing a whole import, while nobody has touched what it brought: in one transaction, all of it or nothing."""

from collections.abc import Iterator
from itertools import islice
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.activity.stream import record
from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.ideas.arrivals import Change
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock, events
from folkmoot.kit.answers import Refused

from . import activities, rules
from .models import Import, State
from .touching import Touched, touched

Piece = TypeVar("Piece")
PIECE = 500


@transaction.atomic
def undo(one: Import, *, by: Person) -> Import:
    """What it brought is gone, what it changed is as before. The stream keeps both, as it keeps everything.

    Raises Refused, naming what, if somebody has touched anything of it.
    """
    one = Import.objects.select_for_update(of=("self",)).select_related("community", "by").get(pk=one.pk)
    rules.may_undo(by, one).insist()
    if found := touched(one):
        raise Refused(because_of(found))
    _take_comments_out(one, by=by)
    _take_ideas_out(one, by=by)
    one.arrivals.update(before={})
    one.rejected_rows.update(why="", cells=[])
    one.conflicts.update(title="-", body="", body_html="")
    one.state, one.finished_at = State.UNDONE, clock.now()
    one.save(update_fields=["state", "finished_at"])
    record(
        activities.UNDONE,
        actor=by,
        object=one,
        context=one.community,
        created=one.created,
        updated=one.updated,
    )
    events.publish(one.topic, value=one.position, most=one.rows or one.position, words="", done=1)
    return one


def because_of(found: list[Touched]) -> str:
    """A no that names what was touched."""
    named = "; ".join(_("“%(title)s”: %(why)s") % {"title": one.title, "why": one.why} for one in found)
    return _(
        "This import cannot be undone any more, for people have to do with what it brought. %(named)s."
    ) % {"named": named}


def _take_comments_out(one: Import, *, by: Person) -> None:
    for arrival in one.arrivals.order_by("-id").iterator(chunk_size=20):
        fresh = set(arrival.comments)
        before = {
            int(key): (words[0], words[1]) for key, words in arrival.before.items() if int(key) not in fresh
        }
        discussions.put_back(before, by=by, community=one.community)
        discussions.take_out(arrival.comments, by=by, community=one.community)


def _take_ideas_out(one: Import, *, by: Person) -> None:
    """An idea that the import changed twice, or brought and changed, is looked at as a whole."""
    fresh: set[int] = set()
    changes: dict[int, Change] = {}
    for arrival in one.arrivals.order_by("id").iterator(chunk_size=20):
        fresh.update(arrival.ideas)
        for change in (Change(*facts) for facts in arrival.changes):
            first = changes.get(change.idea, change)
            changes[change.idea] = Change(
                change.idea,
                first.version_before,
                change.version,
                first.state_before,
                change.state,
                first.support_before,
                change.support,
            )
    for piece in _pieces(iter([change for key, change in changes.items() if key not in fresh])):
        ideas.put_back(piece, by=by, community=one.community)
    versions = {key: change.version for key, change in changes.items() if key in fresh}
    for keys in _pieces(iter(sorted(fresh))):
        ideas.take_out(keys, by=by, community=one.community, versions=versions)


def _pieces(things: Iterator[Piece]) -> Iterator[list[Piece]]:
    while piece := list(islice(things, PIECE)):
        yield piece
