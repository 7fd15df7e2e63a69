"""Moderation on other pages: the flag, why something is hidden, what waits for me, what was decided about me."""

from typing import Any

from django.http import HttpRequest

from folkmoot.domains.communities.models import Community, bar_of, roles_of
from folkmoot.domains.communities.rules import may_moderate
from folkmoot.domains.people.models import Person, Visitor
from folkmoot.kit.oversight import RULES, Reason
from folkmoot.kit.refs import ref
from folkmoot.kit.slots import Filling, fills

from .models import OVERSIGHT, PERSON, Appeal, Case, Decision
from .things import names_of


@fills("ideas.idea.top", most=2)
def why_it_is_not_public(request: HttpRequest, idea: Any) -> Filling | None:
    """To its author and to moderators: held, or hidden and why. To all: locked."""
    if idea.is_clear and not idea.is_locked:
        return None
    decision = None
    if idea.is_hidden:
        decision = Decision.objects.on(ref(idea)).filter(verb="hide").newest_first().first()
    context = {
        "idea": idea,
        "decision": decision,
        "rule": RULES[decision.reason] if decision else "",
        "locked": Reason(idea.locked_because).label if idea.is_locked else "",
        "kind": "ideas.idea",
        "is_concerned": idea.author_id == request.user.pk or bool(may_moderate(request.user, idea.community)),
    }
    return Filling("moderation/why.html", context)


@fills("ideas.idea.side", order=90)
def flag_an_idea(request: HttpRequest, idea: Any) -> Filling | None:
    if idea.is_draft or not idea.is_clear:
        return None
    return _flag_link("ideas.idea", idea, request.user)


@fills("discussions.comment.tools")
def flag_a_comment(request: HttpRequest, comment: Any) -> Filling | None:
    return _flag_link("discussions.comment", comment, request.user)


def _flag_link(kind: str, thing: Any, person: Visitor) -> Filling | None:
    """Asks the database nothing: there may be two hundred on a page."""
    is_theirs = thing.author_id == person.pk
    if is_theirs and thing.is_clear:
        return None
    context = {"kind": kind, "pk": thing.pk, "is_clear": thing.is_clear}
    return Filling("moderation/flag_link.html", context, is_plain=True)


def moderates_somewhere(person: Visitor) -> bool:
    if not isinstance(person, Person):
        return False
    return person.is_administrator or any(set(OVERSIGHT) & roles for roles in roles_of(person).values())


@fills("site.top", order=30)
def what_waits_for_a_moderator(request: HttpRequest, nothing: None) -> Filling | None:
    """Things and appeals on the desk, counted in one statement."""
    if not moderates_somewhere(request.user):
        return None
    cases = Case.objects.open().overseen_by(request.user).values("pk")
    waiting = cases.union(Appeal.objects.open().overseen_by(request.user).values("pk"), all=True).count()
    return Filling("moderation/desk_link.html", {"waiting": waiting}) if waiting else None


@fills("communities.community.tools", order=90)
def the_desk_of_a_community(request: HttpRequest, community: Community) -> Filling | None:
    if not may_moderate(request.user, community):
        return None
    return Filling("moderation/community_link.html", {"community": community})


@fills("communities.community.top", order=5)
def i_may_not_take_part(request: HttpRequest, community: Community) -> Filling | None:
    """To whom it concerns: that they are blocked, until when, and the way to appeal."""
    person = request.user
    bar = bar_of(person, community) if isinstance(person, Person) else None
    if bar is None:
        return None
    return Filling("moderation/barred.html", {"bar": bar, "reason": Reason(bar.reason).label, "kind": PERSON})


@fills("people.me.gifts", order=60, most=4)
def what_was_decided_about_me(request: HttpRequest, person: Person) -> Filling | None:
    decided = list(Decision.objects.filter(about=person).with_names().newest_first()[:20])
    if not decided:
        return None
    return Filling("moderation/mine.html", {"decisions": decided, "names": names_of(decided)})
