"""What pages show of webhooks: events in groups, the log in sheets."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from folkmoot.activity.vocabulary import VERBS

from . import rules
from .models import Attempt, Dispatch, Webhook
from .offered import by_room, label_of

PER_PAGE = 30
DONE_TO = ("rotate", "test", "replay", "pause", "resume", "remove", "change")


@dataclass(frozen=True)
class Event:
    verb: str
    words: str
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    """The events of one room; ``chosen`` says how many of them are."""

    label: str
    events: list[Event]

    @property
    def chosen(self) -> int:
        return sum(event.is_chosen for event in self.events)


def groups(chosen: Collection[str]) -> list[Group]:
    return [
        Group(label_of(room), [Event(verb, words_of(verb), verb in chosen) for verb in verbs])
        for room, verbs in by_room().items()
    ]


def words_of(verb: str) -> str:
    """Its sentence without names."""
    somebody = {"actor": _("somebody"), "object": "…", "target": "…", "context": "…"}
    said = VERBS.get(verb)
    return str(said.sentence).format(**somebody) if said else verb


def may(person: Any, webhook: Webhook) -> dict[str, Any]:
    """The answers of the rules, by verb."""
    return {verb: getattr(rules, f"may_{verb}")(person, webhook) for verb in DONE_TO}


def log_of(webhook: Webhook, asked: Mapping[str, Any], page: str | None) -> Page[Dispatch]:
    """One sheet of its deliveries with their attempts, the newest first; two statements and a count."""
    found = webhook.deliveries.newest_first().prefetch_related("attempts")
    for name in ("outcome", "verb"):
        if asked.get(name):
            found = found.filter(**{name: asked[name]})
    if since := asked.get("since"):
        found = found.filter(made_at__gte=start_of(since))
    return Paginator(found, PER_PAGE).get_page(page)


def start_of(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))


def words_of_attempt(attempt: Attempt) -> str:
    """What came of one try, in words."""
    if attempt.status is None:
        return attempt.trouble
    if 200 <= attempt.status < 300:
        return _("taken (%(status)s)") % {"status": attempt.status}
    if 300 <= attempt.status < 400:
        return _("it sent us elsewhere (%(status)s): give that address instead") % {"status": attempt.status}
    said = {410: _("gone for good (410)"), 429: _("too much at once (429)")}
    return said.get(attempt.status) or _("not taken (%(status)s)") % {"status": attempt.status}
