"""All that people do with communities."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from folkmoot.activity.stream import record
from folkmoot.activity.vocabulary import Verb
from folkmoot.domains.people.models import Person, digest
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused

from . import activities, rules
from .models import Block, Community, Invitation, Joining, Membership, Role, forget_roles


@transaction.atomic
def found(
    *, by: Person, name: str, slug: str = "", summary: str = "", joining: str = Joining.OPEN
) -> Community:
    """A new community, managed by whoever founds it."""
    rules.may_found(by).insist()
    slug = slug or slugify(name) or "community"
    try:
        with transaction.atomic():
            community = Community.objects.create(
                name=" ".join(name.split()), slug=slug[:60], summary=summary, joining=joining
            )
    except IntegrityError:
        raise Refused(_("There is a community at this address already: %(slug)s.") % {"slug": slug}) from None
    for role in (Role.MEMBER, Role.MANAGER):
        Membership.objects.create(community=community, person=by, role=role)
    forget_roles(by)
    record(activities.FOUNDED, actor=by, object=community, context=community)
    return community


@transaction.atomic
def join(community: Community, *, by: Person) -> None:
    rules.may_join(by, community).insist()
    _take_in(community, by)


def _take_in(community: Community, person: Person) -> None:
    if Membership.objects.get_or_create(community=community, person=person, role=Role.MEMBER)[1]:
        record(activities.JOINED, actor=person, object=community, context=community)
    forget_roles(person)


@transaction.atomic
def join_by_taking_part(community: Community, *, by: Person) -> None:
    """Whoever writes or supports in an open community belongs to it."""
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


@transaction.atomic
def block(
    person: Person, *, by: Person, community: Community | None, reason: str, until: datetime | None = None
) -> Block:
    """Let somebody read here, but not take part; in no community: nowhere. A block that stands is replaced."""
    rules.may_block(by, person, community).insist()
    if until is not None and until <= clock.now():
        raise Refused(_("The day on which it ends has passed already."))
    _lift(person, community, by=by)
    made = Block.objects.create(person=person, community=community, by=by, reason=reason, until=until)
    forget_roles(person)
    _record(activities.BLOCKED if community else activities.BANNED, person, community, by=by)
    return made


@transaction.atomic
def unblock(person: Person, *, by: Person, community: Community | None) -> None:
    """Let somebody take part again."""
    rules.may_unblock(by, person, community).insist()
    if not _lift(person, community, by=by):
        raise Refused(_("This person is not blocked here."))
    forget_roles(person)
    _record(activities.UNBLOCKED if community else activities.UNBANNED, person, community, by=by)


def _lift(person: Person, community: Community | None, *, by: Person) -> int:
    lifted = Block.objects.of(person).in_place(community).filter(lifted_at=None)
    return lifted.update(lifted_at=clock.now(), lifted_by=by)


def _record(verb: Verb, person: Person, community: Community | None, *, by: Person) -> None:
    if community:
        record(verb, actor=by, object=community, target=person, context=community)
    else:
        record(verb, actor=by, object=person)
