"""Ideas on other pages: on a community's, on my page, on the front page."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from folkmoot.domains.communities.models import Community
from folkmoot.domains.people.models import Person
from folkmoot.kit.oversight import Kind, Moderation, Shown, oversees
from folkmoot.kit.slots import Filling, fills

from . import actions, rules
from .fates import dots_of
from .models import Idea, Support
from .states import State


@fills("communities.community.below", order=20)
def newest_ideas(request: HttpRequest, community: Community) -> Filling:
    ideas = Idea.objects.visible_to(request.user).published().filter(community=community)
    newest = ideas.with_names().newest_first()[:5]
    context = {"community": community, "ideas": newest, "dots": {i.pk: dots_of(i) for i in newest}}
    return Filling("ideas/newest.html", context)


@fills("communities.community.tools", order=10)
def write_an_idea(request: HttpRequest, community: Community) -> Filling:
    return Filling("ideas/write_button.html", {"may": rules.may_draft(request.user, community)})


@fills("site.home.now", order=10, most=2)
def what_gathers_support(request: HttpRequest, nothing: None) -> Filling | None:
    """The ideas that most people stand behind and that still wait: one press to join them."""
    waiting = Idea.objects.visible_to(request.user).published().in_state(State.LIVE, State.IN_REVIEW)
    ideas = list(waiting.with_names().with_my_support(request.user).most_supported_first()[:3])
    may = {idea.pk: rules.may_ask_to_support(request.user, idea) for idea in ideas}
    context = {"ideas": ideas, "may_support": may, "dots_of": dots_of}
    return Filling("ideas/asked_now.html", context) if ideas else None


@fills("people.me.gifts", order=10)
def ideas_i_gave(request: HttpRequest, person: Person) -> Filling:
    mine = Idea.objects.filter(author__in=Person.objects.same_as(person)).with_names().order_by("-id")[:50]
    return Filling("ideas/mine.html", {"ideas": mine, "dots": {i.pk: dots_of(i) for i in mine}})


@fills("people.me.gifts", order=20)
def ideas_i_support(request: HttpRequest, person: Person) -> Filling:
    supports = (
        Support.objects.standing()
        .filter(person=person, idea__moderation=Moderation.CLEAR, idea__in=Idea.objects.visible_to(person))
        .select_related("idea__community", "idea__author")
        .order_by("-id")[:50]
    )
    dots = {s.idea_id: dots_of(s.idea) for s in supports}
    return Filling("ideas/supported.html", {"supports": supports, "dots": dots})


def on_the_desk(idea: Idea) -> Shown:
    """How an idea stands before a moderator."""
    return Shown(idea.title, idea.body_html, idea.get_absolute_url())


oversees(
    Kind(
        "ideas.idea",
        _("idea"),
        {verb: getattr(actions, verb) for verb in ("hide", "restore", "let_pass", "lock", "unlock")},
        on_the_desk,
        lambda person: Idea.objects.published().filter(author=person).count(),
    )
)
