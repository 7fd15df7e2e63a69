"""Who may do what with an idea. A rule answers the button, the page, the API and the action alike."""

from django.utils.translation import gettext as _

from folkmoot.domains.communities.models import Community
from folkmoot.domains.communities.rules import may_take_part
from folkmoot.domains.people.models import Visitor
from folkmoot.kit.answers import Answer, unless

from .models import OFFICE, Idea
from .states import OPEN_FOR_SUPPORT, State, may_follow


def may_draft(person: Visitor, community: Community) -> Answer:
    return may_take_part(person, community)


def may_edit(person: Visitor, idea: Idea) -> Answer:
    """A draft is saved as it is typed; only its author sees it."""
    return unless(
        (idea.author_id != person.pk, _("Only its author can change an idea.")),
        (not idea.is_draft, _("This idea is published: write a new version.")),
    )


def may_publish(person: Visitor, idea: Idea) -> Answer:
    return unless(
        (idea.author_id != person.pk, _("Only its author can publish an idea.")),
        (not idea.is_draft, _("This idea is published already.")),
        (not idea.title.strip(), _("Give the idea a title first.")),
    ) and may_take_part(person, idea.community)


def may_revise(person: Visitor, idea: Idea) -> Answer:
    return unless(
        (idea.author_id != person.pk, _("Only its author can write a new version.")),
        (idea.state not in OPEN_FOR_SUPPORT, _("This idea has its answer; its words stay as they were.")),
    )


def may_support(person: Visitor, idea: Idea) -> Answer:
    return unless(
        (idea.author_id == person.pk, _("Authors do not support their own idea.")),
        (idea.state not in OPEN_FOR_SUPPORT, _("This idea has its answer; support is closed.")),
    ) and may_take_part(person, idea.community)


def may_ask_to_support(person: Visitor, idea: Idea) -> Answer:
    """What the button shows: a visitor may press it, and is asked to sign in first."""
    if person.is_authenticated or not idea.community.is_open:
        return may_support(person, idea)
    return unless((idea.state not in OPEN_FOR_SUPPORT, _("This idea has its answer; support is closed.")))


def may_unsupport(person: Visitor, idea: Idea) -> Answer:
    return unless((idea.state not in OPEN_FOR_SUPPORT, _("This idea has its answer; support stays counted.")))


def may_withdraw(person: Visitor, idea: Idea) -> Answer:
    return unless(
        (idea.author_id != person.pk, _("Only its author can withdraw an idea.")),
        (not may_follow(idea.state, State.WITHDRAWN), _("This idea has its answer and cannot be withdrawn.")),
    )


def may_move(person: Visitor, idea: Idea, state: str) -> Answer:
    """Review, answer and delivery are the organisation's to say."""
    return unless(
        (not idea.community.has(person, *OFFICE), _("Only managers and decision owners may do this.")),
        (not may_follow(idea.state, state), _("An idea in this state cannot go there.")),
    )
