"""From a draft to a published idea, its versions, and its withdrawal."""

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.activity.stream import record
from folkmoot.domains.communities.actions import join_by_taking_part
from folkmoot.domains.communities.models import Community
from folkmoot.domains.ideas import activities, rules
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.ideas.states import State
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused, insist_on_the_newest
from folkmoot.kit.seals import seal

from .steps import hold_if_it_must_wait, keep_version, step_to, take, write


@transaction.atomic
def draft(community: Community, *, by: Person, title: str = "", body: str = "") -> Idea:
    """Begin an idea that only its author sees."""
    rules.may_draft(by, community).insist()
    idea = Idea(community=community, author=by)
    write(idea, title=title, body=body)
    idea.save()
    step_to(idea, State.DRAFT, by=by)
    return idea


@transaction.atomic
def edit(idea: Idea, *, by: Person, title: str, body: str, after: int | None = None) -> Idea:
    """Save a draft, as often as it is typed in. Overtaken if another tab saved one after the edit ``after``."""
    idea = take(idea)
    rules.may_edit(by, idea).insist()
    insist_on_the_newest(
        after, idea.edit_number, because=_("This draft was changed in another tab meanwhile.")
    )
    write(idea, title=title, body=body)
    idea.save()
    return idea


@transaction.atomic
def publish(idea: Idea, *, by: Person) -> Idea:
    """Show a draft to its community; its words become version 1. If it must wait, the stream hears of it when a
    moderator lets it pass."""
    idea = take(idea)
    rules.may_publish(by, idea).insist()
    join_by_taking_part(idea.community, by=by)
    version = keep_version(idea, by=by)
    step_to(idea, State.LIVE, by=by)
    idea.published_at = clock.now()
    is_held = hold_if_it_must_wait(idea, by=by)
    idea.save()
    if is_held:
        return idea
    sealed = seal(idea.content, salt=version.salt)
    record(activities.PUBLISHED, actor=by, object=idea, context=idea.community, seal=sealed, version=1)
    return idea


@transaction.atomic
def revise(idea: Idea, *, by: Person, title: str, body: str, after: int | None = None) -> Idea:
    """Write a new version; the supports so far stay with the versions they were given to.

    Overtaken if there is a version since the one with the number ``after``.
    """
    idea = take(idea)
    rules.may_revise(by, idea).insist()
    insist_on_the_newest(
        after, idea.version_number, because=_("A version was published in another tab meanwhile.")
    )
    before = idea.content
    write(idea, title=title, body=body)
    if idea.content == before:
        raise Refused(_("Nothing has changed, so there is no new version."))
    version = keep_version(idea, by=by)
    hold_if_it_must_wait(idea, by=by)
    idea.save()
    sealed = seal(idea.content, salt=version.salt)
    record(
        activities.REVISED, actor=by, object=idea, context=idea.community, seal=sealed, version=version.number
    )
    return idea


@transaction.atomic
def withdraw(idea: Idea, *, by: Person, reason: str) -> Idea:
    """Take an idea back. Its page says so, and why; what others gave to it stays theirs."""
    idea = take(idea)
    rules.may_withdraw(by, idea).insist()
    if not reason.strip():
        raise Refused(_("Say why, in a few words: those who took part will read it."))
    was_public = idea.published_at is not None
    step_to(idea, State.WITHDRAWN, by=by, reason=reason.strip())
    if not idea.title:
        idea.title = _("Untitled draft")
    idea.save()
    if was_public:
        record(activities.WITHDRAWN, actor=by, object=idea, context=idea.community)
    return idea
