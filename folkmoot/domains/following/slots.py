"""Following on other pages: a button on what can be followed, the feed in the head, what happened on my page."""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from folkmoot.domains.people.models import Person
from folkmoot.kit.refs import ref
from folkmoot.kit.slots import Filling, fills

from .feeds import news_about, sheet_of
from .finding import NOBODY, is_visible_to
from .models import KINDS, Follow
from .rules import follows

NAMES = {kind: name for name, kind in KINDS.items()}


@fills("site.head", most=0)
def the_feed_of_the_house(request: HttpRequest, nothing: None) -> Filling | None:
    """A site without feeds has no link to one."""
    try:
        return Filling("following/head.html", {"feed": reverse("following:everything")})
    except NoReverseMatch:
        return None


def follow_button(request: HttpRequest, thing: Model) -> Filling | None:
    """To follow or to let go; beside it the feed, where the thing is public."""
    pointer = ref(thing)
    if getattr(thing, "is_draft", False) or getattr(thing, "is_rest", False):
        return None
    context: dict[str, Any] = {
        "pointer": pointer,
        "is_followed": follows(request.user, pointer),
        "feed": (NAMES[thing._meta.label_lower], thing.pk) if is_visible_to(NOBODY, thing) else None,
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
