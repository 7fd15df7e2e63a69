"""Going somewhere by its name: pages, communities, ideas and insights, each only for whoever may see it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from folkmoot.domains.communities.models import Community
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.ideas.search import search
from folkmoot.domains.insights.models import Insight
from folkmoot.domains.people.models import Visitor

from . import navigation, rules
from .known import known

MOST = 6  # of one kind
LEAST_LETTERS = 3  # before ideas are searched: fewer find everything


@dataclass(frozen=True)
class Goal:
    """Somewhere to go."""

    label: str | Promise
    href: str
    icon: str
    note: str = ""


Group = tuple[str, list[Goal]]


def goals(person: Visitor, words: str) -> list[Group]:
    """What these words lead to, by kind; without words the pages, and what is new. One statement a kind."""
    named_here = known().look.ideas
    groups = [
        (_("Pages"), _pages(person, words)),
        (_("Communities"), _communities(person, words)),
        (named_here or (_("Ideas") if words else _("New ideas")), _ideas(person, words)),
        (_("Insights") if words else _("New insights"), _insights(person, words)),
    ]
    return [(title, found) for title, found in groups if found]


def _pages(person: Visitor, words: str) -> list[Goal]:
    links = navigation.reached_by(
        is_signed_in=person.is_authenticated,
        manages=rules.manages(person),
        administers=bool(rules.may_rebrand(person)),
    )
    links = navigation.named(links, known().look.ideas)
    found = [place for place in navigation.places(links) if words.casefold() in place.label.casefold()]
    return [Goal(place.label, place.href, place.icon or "next") for place in found]


def _communities(person: Visitor, words: str) -> list[Goal]:
    found = Community.objects.visible_to(person).filter(name__icontains=words).by_name()[:MOST]
    return _goals(found, "people")


def _ideas(person: Visitor, words: str) -> list[Goal]:
    seen = Idea.objects.visible_to(person).published().on_their_own().with_names()
    if not words:
        return _goals(seen.newest_first()[:MOST], "hand", "community")
    return _goals(search(seen, words)[:MOST], "hand", "community") if len(words) >= LEAST_LETTERS else []


def _insights(person: Visitor, words: str) -> list[Goal]:
    seen = Insight.objects.visible_to(person).filter(title__icontains=words).with_names()
    return _goals(seen.order_by("-pk")[:MOST], "seal", "community")


def _goals(things: Iterable[Community | Idea | Insight], icon: str, note: str = "") -> list[Goal]:
    return [
        Goal(str(thing), thing.get_absolute_url(), icon, str(getattr(thing, note)) if note else "")
        for thing in things
    ]
