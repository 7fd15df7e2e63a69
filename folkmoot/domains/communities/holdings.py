"""What communities hold about somebody, and how it goes."""

from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.stream import record as tell
from folkmoot.domains.people.models import Person
from folkmoot.kit.answers import Answer, unless
from folkmoot.kit.subjects import Record, erases, holds, record, ties

from . import activities
from .models import Block, Community, Invitation, Membership, Programme, Role, forget_roles


@holds(
    "communities",
    label=gettext_lazy("My communities"),
    covers=(
        "communities.membership",
        "communities.invitation",
        "communities.block",
        "communities.community",
        "communities.programme",
    ),
)
def memberships(person: Person) -> Iterator[Record]:
    """Roles, invitations, blocks, and programmes they set up. Who blocked is somebody else's affair."""
    for held in Membership.objects.of(person).select_related("community").order_by("pk").iterator():
        place = held.community
        yield record(
            "membership",
            title=place.name,
            address=place.get_absolute_url(),
            moment=held.since,
            role=held.role,
        )
    for invitation in Invitation.objects.filter(email__iexact=person.email or "?").order_by("pk").iterator():
        yield record("invitation", moment=invitation.invited_at, email=invitation.email)
    for block in Block.objects.of(person).order_by("pk").iterator():
        until = block.until.isoformat() if block.until else None
        yield record("block", moment=block.since, reason=block.reason, until=until)
    for one in Programme.objects.filter(by=person).order_by("pk").iterator():
        yield record(
            "programme",
            title=one.title,
            address=one.get_absolute_url(),
            moment=one.set_up_at,
            playbook=one.playbook,
        )


@ties("communities")
def somebody_manages(person: Person) -> Answer:
    """A community without a manager answers nobody."""
    managed = Community.objects.filter(memberships__person=person, memberships__role=Role.MANAGER)
    others = Membership.objects.in_role(Role.MANAGER).exclude(person=person)
    alone = managed.exclude(pk__in=others.values("community")).by_name().first()
    return unless(
        (
            alone is not None,
            _("You are the only manager of %(community)s. Give somebody else that role first.")
            % {"community": alone},
        )
    )


@erases("communities", order=70)
@transaction.atomic
def leave_all(person: Person, *, by: Person, takes_texts: bool) -> None:
    """As if they had left each. What a block says is one of a few words, and stays for the moderators' log; to have
    set up a programme is an act of office, and stays without the name."""
    for place in Community.objects.filter(memberships__person=person).distinct().order_by("pk"):
        tell(activities.LEFT, actor=person, object=place, context=place)
    Membership.objects.of(person).delete()
    if person.email:
        Invitation.objects.filter(email__iexact=person.email, accepted_at=None).delete()
        Invitation.objects.filter(email__iexact=person.email).update(email="")
    forget_roles(person)
