"""Setting up a programme by a playbook: its communities, their offices and what they aim at, all or nothing."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from math import isfinite
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from folkmoot.activity.stream import Happening, record_many
from folkmoot.domains.communities import activities, rules
from folkmoot.domains.communities.models import Community, Joining, Programme, Role
from folkmoot.domains.communities.plans import Draft, plan_of
from folkmoot.domains.communities.playbooks import NUMBERS, Office, Playbook
from folkmoot.domains.people.actions import meet
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused, unless
from folkmoot.kit.refs import ref

from .belonging import appoint
from .founding import slug_of, take_charge, write_down


@transaction.atomic
def set_up(
    playbook: type[Playbook],
    *,
    by: Person,
    title: str,
    communities: Sequence[Draft],
    offices: Mapping[str, str],
    targets: Mapping[str, float],
) -> Programme:
    """Found these communities of a playbook, by invitation until somebody opens their doors.

    ``offices`` names addresses by the offices of the playbook, ``targets`` values by numbers. Where nobody is named as
    a manager, whoever sets it up is one. Whoever hears of it sets the targets.
    """
    rules.may_found(by).insist()
    title = " ".join(title.split())
    named = {key: email.strip() for key, email in offices.items() if email.strip()}
    _insist_on_its_parts(playbook, communities, named)
    _insist(title, communities, named, targets)
    programme = _begin(playbook, title=title, by=by)
    founded = {draft.key: _found(programme, draft) for draft in communities}
    for office in playbook.offices:
        if office.key in named:
            _fill(office, founded, by=by, email=named[office.key])
    for community in founded.values():
        if not community.memberships.in_role(Role.MANAGER).exists():
            take_charge(community, by)
    programme.plan = plan_of(playbook, founded, filled=named, goals=targets)
    programme.save(update_fields=["plan"])
    _tell(programme, _targets(playbook, founded, targets))
    return programme


def _insist_on_its_parts(
    playbook: type[Playbook], communities: Sequence[Draft], offices: Mapping[str, str]
) -> None:
    """A form offers nothing else; a program might name anything."""
    keys = [draft.key for draft in communities]
    unless(
        (
            not set(keys) <= {place.key for place in playbook.places},
            _("This playbook has no such community."),
        ),
        (len(set(keys)) < len(keys), _("Each community of a playbook is founded once.")),
        (
            not set(offices) <= {office.key for office in playbook.offices},
            _("This playbook has no such role."),
        ),
    ).insist()


def _insist(
    title: str, communities: Sequence[Draft], emails: Mapping[str, str], targets: Mapping[str, float]
) -> None:
    """Raise Refused for the first thing that is not as it must be."""
    nameless = any(not draft.name.strip() for draft in communities)
    wrong = next((email for email in emails.values() if not _is_address(email)), "")
    unless(
        (not title, _("A programme has a title.")),
        (not communities, _("Tick a community: a programme has at least one.")),
        (nameless, _("A community has a name.")),
        (bool(wrong), _("This is not an e-mail address: %(email)s.") % {"email": wrong}),
        (
            not all(map(_can_be_aimed_at, targets, targets.values())),
            _("A target is a number that can be reached."),
        ),
    ).insist()


def _begin(playbook: type[Playbook], *, title: str, by: Person) -> Programme:
    """A title names one programme, so that a form that is sent twice sets up one."""
    try:
        with transaction.atomic():
            return Programme.objects.create(
                playbook=playbook.name(), version=playbook.version, title=title, by=by
            )
    except IntegrityError:
        raise Refused(_("There is a programme with this title already.")) from None


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return len(email) <= 254


def _can_be_aimed_at(name: str, value: float) -> bool:
    most = 1 if name in NUMBERS and NUMBERS[name].is_share else float("inf")
    return name in NUMBERS and isfinite(value) and 0 <= value <= most


def _found(programme: Programme, draft: Draft) -> Community:
    """By invitation first: nobody outside sees it before it is ready."""
    return write_down(
        by=programme.by,
        name=draft.name,
        slug=_free_slug(draft.name),
        summary=draft.summary,
        joining=Joining.INVITATION,
        programme=programme,
    )


def _free_slug(name: str) -> str:
    """The address by the name; with a number where that is taken."""
    slug = slug_of(name)[:50]
    taken = set(Community.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    number = 1
    while (free := slug if number == 1 else f"{slug}-{number}") in taken:
        number += 1
    return free


def _fill(office: Office, founded: Mapping[str, Community], *, by: Person, email: str) -> None:
    for key in office.places:
        if key in founded:
            appoint(founded[key], by=by, person=meet(email), role=office.role)


def _targets(
    playbook: type[Playbook], founded: Mapping[str, Community], wanted: Mapping[str, float]
) -> dict[str, dict[str, Any]]:
    """What each community aims at, until which day: numbers and days only, as the stream may hold them."""
    targets: dict[str, dict[str, Any]] = {}
    for goal in playbook.goals:
        by_day = (clock.today() + timedelta(days=goal.days)).isoformat()
        for key in goal.places:
            if key in founded and goal.number in wanted:
                aim = {"value": wanted[goal.number], "by_day": by_day}
                targets.setdefault(ref(founded[key]), {})[goal.number] = aim
    return targets


def _tell(programme: Programme, targets: dict[str, dict[str, Any]]) -> None:
    """A programme happens in no community alone: only those who listen hear of it."""
    details = {"playbook": programme.playbook, "version": programme.version, "targets": targets}
    record_many(
        [Happening(activities.SET_UP, actor=ref(programme.by), object=ref(programme), details=details)]
    )
