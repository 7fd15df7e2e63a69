"""Founding a community, and who finds its door open."""

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from folkmoot.activity.stream import record
from folkmoot.activity.vocabulary import Verb
from folkmoot.domains.communities import activities, rules
from folkmoot.domains.communities.models import (
    Community,
    Joining,
    Membership,
    Programme,
    Role,
    forget_roles,
)
from folkmoot.domains.people.models import Person
from folkmoot.kit.answers import Refused

#: Addresses beneath that of all communities at which other pages lie.
RESERVED = {"found", "invitations", "playbooks", "programmes"}


@transaction.atomic
def found(
    *, by: Person, name: str, slug: str = "", summary: str = "", joining: str = Joining.OPEN
) -> Community:
    """A new community, managed by whoever founds it."""
    rules.may_found(by).insist()
    community = write_down(by=by, name=name, slug=slug or slug_of(name), summary=summary, joining=joining)
    take_charge(community, by)
    return community


def slug_of(name: str) -> str:
    """The address of a community by its name, never that of another page."""
    slug = slugify(name)[:60] or "community"
    return f"{slug}-community" if slug in RESERVED else slug


def write_down(
    *, by: Person, name: str, slug: str, summary: str, joining: str, programme: Programme | None = None
) -> Community:
    """A community that nobody belongs to yet."""
    name = " ".join(name.split())
    if not name:
        raise Refused(_("A community has a name."))
    if slug in RESERVED:
        raise Refused(_("Another page has this address already: %(slug)s.") % {"slug": slug})
    try:
        with transaction.atomic():
            community = Community.objects.create(
                name=name,
                slug=slug[:60],
                summary=summary,
                joining=joining,
                programme=programme,
            )
    except IntegrityError:
        raise Refused(_("There is a community at this address already: %(slug)s.") % {"slug": slug}) from None
    record(activities.FOUNDED, actor=by, object=community, context=community)
    return community


def take_charge(community: Community, person: Person) -> None:
    """This person manages it from the beginning; they may have another role in it already."""
    for role in (Role.MEMBER, Role.MANAGER):
        Membership.objects.get_or_create(community=community, person=person, role=role)
    forget_roles(person)


@transaction.atomic
def open_door(community: Community, *, by: Person) -> None:
    """From now on everybody sees it and may join."""
    _swing(community, Joining.OPEN, activities.OPENED, by=by)


@transaction.atomic
def close_door(community: Community, *, by: Person) -> None:
    """From now on only its members see it, with all that was public so far; others come by invitation."""
    _swing(community, Joining.INVITATION, activities.CLOSED, by=by)


def _swing(community: Community, joining: Joining, verb: Verb, *, by: Person) -> None:
    """A door that stands so already stays as it is, without a word."""
    rules.may_manage(by, community).insist()
    if Community.objects.filter(pk=community.pk).exclude(joining=joining).update(joining=joining):
        record(verb, actor=by, object=community, context=community)
    community.joining = joining
