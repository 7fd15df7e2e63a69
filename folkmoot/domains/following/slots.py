"""Following on other pages: a button on what can be followed, the feed in the head, what happened on my page."""

from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch

from folkmoot.domains.people.models import Person, Visitor
from folkmoot.kit.preparing import prepared
from folkmoot.kit.refs import ref
from folkmoot.kit.slots import Filling, fills
from folkmoot.kit.tags import url
from folkmoot.kit.together import Asking

from .feeds import news_about, sheet_of
from .finding import NOBODY, visible
from .models import KINDS, Follow

NAMES = {kind: name for name, kind in KINDS.items()}


@fills("site.head", most=0)
def the_feed_of_the_house(request: HttpRequest, nothing: None) -> Filling | None:
    """A site without feeds has no link to one."""
    try:
        return Filling("following/head.html", {"feed": url("following:everything")})
    except NoReverseMatch:
        return None


@prepared
def _mine(person: Visitor, pointer: str) -> "QuerySet[Follow, Any]":
    return Follow.objects.of(person).filter(thing=pointer).values_list("pk")


@prepared
def _shown_to_all(kind: tuple[str], pk: int) -> "QuerySet[Any, Any]":
    return visible(kind[0], NOBODY).filter(pk=pk).values_list("pk")


def follow_button(request: HttpRequest, thing: Model) -> Asking[Filling | None]:
    """To follow or to let go; beside it the feed, where the thing is public."""
    pointer = ref(thing)
    if getattr(thing, "is_draft", False) or getattr(thing, "is_rest", False):
        return None
    mine, shown_to_all = yield [
        _mine(request.user, pointer),
        _shown_to_all((thing._meta.label_lower,), thing.pk),
    ]
    context: dict[str, Any] = {
        "pointer": pointer,
        "is_followed": bool(mine),
        "feed": (NAMES[thing._meta.label_lower], thing.pk) if shown_to_all else None,
    }
    return Filling("following/button.html", context)


for _slot, _order in (
    ("ideas.idea.side", 5),
    ("communities.community.tools", 80),
    ("intelligence.theme.tools", 80),
    ("insights.insight.tools", 80),
):
    fills(_slot, order=_order, most=3)(follow_button)


@fills("people.me.side", order=20, most=8)
def what_happened_to_what_i_follow(request: HttpRequest, person: Person) -> Filling | None:
    refs = list(Follow.objects.of(person).newest_first().values_list("thing", flat=True)[:200])
    told = sheet_of(news_about(refs), person)[0][:3] if refs else []
    return Filling("following/newest.html", {"told": told, "count": len(refs)})
