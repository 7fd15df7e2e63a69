"""Who may bring voices in."""

from django.utils.translation import gettext as _

from folkmoot.domains.communities.models import Community
from folkmoot.domains.communities.rules import may_manage
from folkmoot.domains.people.models import Person, Visitor
from folkmoot.kit.answers import Answer, unless

from .models import Claim, ClaimState, Conflict, Decision, Import, State


def may_import(person: Visitor, community: Community) -> Answer:
    return may_manage(person, community)


def may_start(person: Visitor, one: Import) -> Answer:
    return may_manage(person, one.community) and unless(
        (one.state != State.PREVIEW, _("This import has been started already."))
    )


def may_match(person: Visitor, one: Import) -> Answer:
    """Say which column is what: as long as nothing was brought in."""
    return may_start(person, one)


def may_undo(person: Visitor, one: Import) -> Answer:
    """Take out all that it brought. Whether somebody has touched it since, is looked at when it is done."""
    return may_manage(person, one.community) and unless(
        (one.state == State.UNDONE, _("This import was undone already.")),
        (not one.is_over, _("This import is not over: stop it first.")),
        (not one.created + one.updated, _("This import brought nothing that could be undone.")),
        (not one.arrivals.exists(), _("What this import brought was not noted then: it cannot be undone.")),
    )


def may_take(person: Visitor, conflict: Conflict) -> Answer:
    """Decide between theirs and ours, once."""
    return may_manage(person, conflict.of.community) and unless(
        (conflict.decision != Decision.OPEN, _("This was decided already."))
    )


def may_keep(person: Visitor, conflict: Conflict) -> Answer:
    return may_take(person, conflict)


def may_stop(person: Visitor, one: Import) -> Answer:
    """What is in stays in; the rest may be brought in later."""
    return may_manage(person, one.community) and unless(
        (one.state not in (State.WAITING, State.RUNNING), _("This import is not under way."))
    )


def may_resume(person: Visitor, one: Import) -> Answer:
    return may_manage(person, one.community) and unless(
        (one.state not in (State.STOPPED, State.FAILED), _("Only an import that was stopped can be resumed."))
    )


def may_ask(person: Visitor, author: Person) -> Answer:
    """Say that one is this author. Only authors of an import can be claimed, once."""
    asked = Claim.objects.open().filter(person_id=person.pk or 0, author=author)
    return unless(
        (not isinstance(person, Person) or not person.is_claimed, _("Sign in first.")),
        (author.is_claimed or author.merged_into_id is not None, _("Somebody has claimed this already.")),
        (person.pk is not None and asked.exists(), _("You have asked for this already; a manager decides.")),
    )


def may_decide(person: Visitor, claim: Claim) -> Answer:
    return unless(
        (claim.state != ClaimState.ASKED, _("This is decided already.")),
        (claim.person_id == person.pk, _("Nobody decides on their own claim.")),
        (
            not Claim.objects.decidable_by(person).filter(pk=claim.pk).exists(),
            _("Only managers of a community that this author came into may decide."),
        ),
    )
