"""Who may read what has been written to others, and what somebody may say about how they are told."""

from django.utils.translation import gettext as _

from folkmoot.domains.communities.models import Community, Role
from folkmoot.domains.people.models import Person, Visitor
from folkmoot.domains.people.rules import may_administer
from folkmoot.kit.answers import Answer, unless

from .models import Device
from .reaching import last_bounce


def may_read_outbox(person: Visitor) -> Answer:
    return may_administer(person)


def may_prefer(person: Visitor) -> Answer:
    return unless((not isinstance(person, Person) or not person.is_claimed, _("Sign in first.")))


def may_add(person: Visitor) -> Answer:
    most = 20
    return may_prefer(person) and unless(
        (
            Device.objects.filter(person_id=person.pk or 0).count() >= most,
            _("You let twenty browsers be pushed to. Remove one first."),
        )
    )


def may_remove(person: Visitor, device: Device) -> Answer:
    return unless((device.person_id != person.pk, _("This is somebody else's browser.")))


def may_lift(person: Visitor) -> Answer:
    return may_prefer(person) and unless(
        (last_bounce(getattr(person, "email", None)) is None, _("Nothing came back from your address."))
    )


def may_foresee(person: Visitor, community: Community) -> Answer:
    """How many would be told, and how: those who speak for a community."""
    speaking = Community.objects.with_role_of(person, Role.MANAGER) | Community.objects.with_role_of(
        person, Role.DECISION_OWNER
    )
    return unless(
        (
            not speaking.filter(pk=community.pk).exists(),
            _("Only those who speak for a community see whom a word of theirs reaches."),
        )
    )
