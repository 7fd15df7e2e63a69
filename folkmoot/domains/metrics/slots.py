"""Numbers on other pages: on a community's, and on the front page. Computed when asked, one statement each."""

from typing import Any

from django.http import HttpRequest

from folkmoot.activity.models import Activity
from folkmoot.kit import clock
from folkmoot.kit.refs import ref
from folkmoot.kit.slots import Filling, fills

from .scopes import Scope
from .showing import shown

OF_A_COMMUNITY = ("active_participants", "share_answered", "time_to_answer")
OF_THE_HOUSE = ("share_answered", "time_to_answer", "overdue")


@fills("communities.community.side", order=20, most=5)
def how_it_goes_here(request: HttpRequest, community: Any) -> Filling:
    figures = shown(OF_A_COMMUNITY, Scope((ref(community),)).stream, clock.today())
    return Filling("metrics/side.html", {"figures": figures, "community": community})


@fills("site.home.figures", most=4)
def how_we_keep_our_promise(request: HttpRequest, thing: object) -> Filling | None:
    stream = Activity.objects.visible_to(request.user)
    figures = shown(OF_THE_HOUSE, stream, clock.today())
    has_numbers = any(one.figure.n for one in figures.values())
    return Filling("metrics/promise.html", {"figures": figures}) if has_numbers else None
