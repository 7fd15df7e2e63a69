"""Belonging: joining, leaving, being invited, having a role."""

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.activity.stream import record
from folkmoot.domains.communities import activities, rules
from folkmoot.domains.communities.models import Community, Invitation, Membership, Role, forget_roles
from folkmoot.domains.people.models import Person, digest
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused


@transaction.atomic
def join(community: Community, *, by: Person) -> None:
    rules.may_join(by, community).insist()
    _take_in(community, by)


def _take_in(community: Community, person: Person) -> None:
    if Membership.objects.get_or_create(community=community, person=person, role=Role.MEMBER)[1]:
        record(activities.JOINED, actor=person, object=community, context=community)
    forget_roles(person)


def join_by_taking_part(community: Community, *, by: Person) -> None:
    """Whoever writes or supports in an open community belongs to it. Part of their action's transaction."""
    rules.may_take_part(by, community).insist()
    if not community.has_joined(by):
        _take_in(community, by)


@transaction.atomic
def leave(community: Community, *, by: Person) -> None:
    rules.may_leave(by, community).insist()
    Membership.objects.filter(community=community, person=by).delete()
    forget_roles(by)
    record(activities.LEFT, actor=by, object=community, context=community)


@transaction.atomic
def invite(community: Community, *, by: Person, email: str) -> str:
    """The token of an invitation for this address; an earlier one for the same address ends."""
    rules.may_manage(by, community).insist()
    Invitation.objects.filter(community=community, email=email.lower(), accepted_at=None).delete()
    token = Invitation.fresh_token()
    Invitation.objects.create(community=community, email=email.lower(), digest=digest(token), invited_by=by)
    record(activities.INVITED, actor=by, object=community, context=community)
    return token


@transaction.atomic
def accept(token: str, *, by: Person) -> Community:
    """Come in by an invitation; it opens once."""
    invitation = Invitation.objects.select_for_update().filter(digest=digest(token), accepted_at=None).first()
    if invitation is None:
        raise Refused(_("This invitation is used, or was replaced by a newer one."))
    if invitation.email != (by.email or "").lower():
        raise Refused(_("This invitation is for another address. Sign in with the one it was sent to."))
    invitation.accepted_at = clock.now()
    invitation.save(update_fields=["accepted_at"])
    _take_in(invitation.community, by)
    return invitation.community


@transaction.atomic
def appoint(community: Community, *, by: Person, person: Person, role: Role) -> None:
    """Give somebody a role; they are a member from then on, too."""
    rules.may_manage(by, community).insist()
    _take_in(community, person)
    if Membership.objects.get_or_create(community=community, person=person, role=role)[1]:
        record(activities.APPOINTED, actor=by, object=community, target=person, context=community, role=role)
    forget_roles(person)
