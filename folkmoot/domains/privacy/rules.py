"""Who may do what with what the house holds about them."""

from django.utils.translation import gettext as _

from folkmoot.domains.people.models import Person, Visitor
from folkmoot.kit import clock
from folkmoot.kit.answers import Answer, unless
from folkmoot.kit.subjects import may_go

from .models import UNDER_WAY, Consent, ConsentQuerySet, Erasure, Export, State
from .purposes import PURPOSES, Purpose


def agrees(purpose: Purpose, newest: Consent | None) -> bool:
    """Whether the last word on a purpose lets us. Words that changed are asked anew, unless the purpose is presumed."""
    if newest is None:
        return purpose.is_presumed
    return newest.is_given and (newest.version == purpose.version or purpose.is_presumed)


def has_consent(person: Person, name: str) -> bool:
    """May we use what we hold about this person for this purpose?"""
    return agrees(PURPOSES[name], Consent.objects.of(person).newest().filter(purpose=name).first())


def refusing(name: str) -> ConsentQuerySet:
    """The words of all who said no to this purpose: ``exclude(person__in=refusing("letters").values("person"))``."""
    return Consent.objects.refused(name)


def may_give(person: Visitor, name: str = "") -> Answer:
    return _is_here(person) and unless(
        (name in PURPOSES and has_consent(_known(person), name), _("You agreed to this already."))
    )


def may_withdraw(person: Visitor, name: str = "") -> Answer:
    return _is_here(person) and unless(
        (name in PURPOSES and not has_consent(_known(person), name), _("You do not agree to this now."))
    )


def may_export(person: Visitor) -> Answer:
    return _is_here(person) and unless(
        (Export.objects.of(person).under_way().exists(), _("An export is being made already."))
    )


def may_stop(person: Visitor, one: Export) -> Answer:
    return _is_mine(person, one) and unless((one.state not in UNDER_WAY, _("This export is not under way.")))


def may_resume(person: Visitor, one: Export) -> Answer:
    return (
        _is_mine(person, one)
        and unless(
            (
                one.state not in (State.STOPPED, State.FAILED),
                _("Only an export that was stopped can be resumed."),
            ),
            (one.expires_at <= clock.now(), _("This export is too old. Make a new one.")),
        )
        and may_export(person)
    )


def may_leave(person: Visitor) -> Answer:
    """Everybody, once others can go on without them."""
    return (
        _is_here(person)
        and unless(
            (
                Erasure.objects.waiting().filter(person=_known(person)).exists(),
                _("You asked to leave already."),
            )
        )
        and may_go(person)
    )


def may_stay(person: Visitor, one: Erasure) -> Answer:
    return unless(
        (one.person_id != person.pk, _("Only whoever asked to leave can take it back.")),
        (one.state != Erasure.State.ASKED, _("This is over.")),
    )


def may_erase(person: Visitor, one: Erasure) -> Answer:
    """At once instead of after the days of waiting: the person, or an administrator."""
    is_theirs = one.person_id == person.pk or getattr(person, "is_administrator", False)
    return unless(
        (not is_theirs, _("Only administrators do this for others.")),
        (one.state != Erasure.State.ASKED, _("This is over.")),
    ) and may_go(one.person)


def _is_here(person: Visitor) -> Answer:
    is_here = isinstance(person, Person) and person.is_claimed and person.is_active
    return unless((not is_here, _("Sign in first.")))


def _is_mine(person: Visitor, one: Export) -> Answer:
    return unless((one.person_id != person.pk, _("This is somebody else's export.")))


def _known(person: Visitor) -> Person:
    assert isinstance(person, Person)
    return person
