"""Blocking a person in a community or, by an administrator, everywhere; and letting them in again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.domains.communities import actions as communities
from folkmoot.domains.communities.models import Community
from folkmoot.domains.moderation import rules
from folkmoot.domains.moderation.models import Case, Decision, Done, Flag
from folkmoot.domains.people.models import Person
from folkmoot.kit.answers import Refused
from folkmoot.kit.oversight import Reason
from folkmoot.kit.refs import ref

from .cases import weigh
from .deciding import write_down


@transaction.atomic
def block(
    person: Person,
    *,
    by: Person,
    community: Community | None,
    reason: str,
    words: str = "",
    until: datetime | None = None,
) -> Decision:
    """The person may read, but not take part. Their flags do not count from now on."""
    rules.may_block(by, person, community).insist()
    if reason not in Reason.values:
        raise Refused(_("Choose a reason: the person will read it."))
    communities.block(person, by=by, community=community, reason=reason, until=until)
    _weigh_flags_of(person)
    return _write_down(Done.BLOCK, person, by=by, community=community, reason=reason, words=words)


@transaction.atomic
def unblock(person: Person, *, by: Person, community: Community | None, words: str = "") -> Decision:
    rules.may_unblock(by, person, community).insist()
    communities.unblock(person, by=by, community=community)
    _weigh_flags_of(person)
    return _write_down(Done.UNBLOCK, person, by=by, community=community, words=words)


def _weigh_flags_of(person: Person) -> None:
    flagged = Flag.objects.standing().filter(person=person).values("subject")
    for case in Case.objects.select_for_update().filter(subject__in=flagged).order_by("pk"):
        weigh(case)


def _write_down(
    verb: Done, person: Person, *, by: Person, community: Community | None, words: str, reason: str = ""
) -> Decision:
    return write_down(
        Decision(
            subject=ref(person),
            community=community,
            about=person,
            verb=verb,
            reason=reason,
            words=words.strip(),
            by=by,
        )
    )
