"""Blocking: somebody may read, but not take part, for a while."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.activity.stream import record
from folkmoot.activity.vocabulary import Verb
from folkmoot.domains.communities import activities, rules
from folkmoot.domains.communities.models import Block, Community, forget_roles
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused


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
