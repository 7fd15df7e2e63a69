"""All that happens to people. Nothing else in the house writes to these tables."""

from collections.abc import Iterable
from typing import Protocol

from allauth.account.models import EmailAddress
from django.db import transaction
from django.urls import reverse

from folkmoot.activity.stream import record

from . import activities, rules
from .models import Person, SignInLink, digest, in_minutes

UNKNOWN = "?"  # the author of what nobody signed


@transaction.atomic
def meet(email: str, *, name: str = "", is_demo: bool = False) -> Person:
    """The person with this address; met for the first time, they are written down."""
    email = email.strip().lower()
    known: Person | None = Person.objects.with_email(email).first()
    if known:
        return known
    person = Person(email=email, name=name or email.partition("@")[0], is_demo=is_demo)
    person.set_unusable_password()
    person.save()
    # Not confirmed yet: a code or a link that reaches the address does that.
    EmailAddress.objects.create(user=person, email=email, primary=True, verified=False)
    return arrive(person)


@transaction.atomic
def arrive(person: Person) -> Person:
    """Note that somebody is here for the first time."""
    record(activities.ARRIVED, actor=person, object=person)
    return person


@transaction.atomic
def confirm_email(person: Person) -> None:
    """They have shown that the address is theirs: by a code, or a link that only the address was sent."""
    EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )


@transaction.atomic
def make_administrator(email: str) -> Person:
    """The person with this address may from now on do everything. An operator's act, by command only."""
    person = meet(email)
    Person.objects.filter(pk=person.pk).update(is_administrator=True)
    record(activities.MADE_ADMINISTRATOR, actor=person, object=person)
    person.refresh_from_db()
    return person


@transaction.atomic
def sign_in_link(person: Person, *, minutes: int = 15, is_reusable: bool = False) -> str:
    """The path of a fresh way in for this person."""
    token = SignInLink.fresh_token()
    SignInLink.objects.create(
        person=person, digest=digest(token), expires_at=in_minutes(minutes), is_reusable=is_reusable
    )
    return reverse("people:enter", args=[token])


@transaction.atomic
def use_sign_in_link(token: str) -> Person:
    """The person whom this link lets in. Raises Refused where it is used, old or unknown."""
    link = SignInLink.objects.select_for_update(of=("self",)).filter(digest=digest(token)).first()
    rules.may_sign_in(link).insist()
    assert link is not None
    link.used_at = in_minutes(0)
    link.save(update_fields=["used_at"])
    confirm_email(link.person)
    return link.person


class Authored(Protocol):
    """A row of an import that somebody wrote, known there by ``author_id``; empty if nobody knows."""

    @property
    def author_id(self) -> str: ...
    @property
    def author_name(self) -> str: ...


@transaction.atomic
def bring_in_authors(rows: Iterable[Authored], *, source: str) -> dict[str, Person]:
    """The unclaimed people who wrote these rows, by their keys there; new ones are written down once."""
    names = {row.author_id: (row.author_name or row.author_id)[:120] for row in rows}
    Person.objects.bulk_create(
        [
            Person(source=source, source_id=key or UNKNOWN, name=name or UNKNOWN, password="!")
            for key, name in names.items()
        ],
        ignore_conflicts=True,
    )
    known = Person.objects.filter(source=source, source_id__in=[key or UNKNOWN for key in names])
    by_key: dict[str, Person] = {person.source_id: person for person in known}
    return {key: by_key[key or UNKNOWN] for key in names}


@transaction.atomic
def rename(person: Person, *, name: str) -> Person:
    """Appear under another name, from now on and on everything given before."""
    person.name = " ".join(name.split())
    person.save(update_fields=["name"])
    record(activities.RENAMED, actor=person, object=person)
    return person


@transaction.atomic
def operator() -> Person:
    """Whoever runs commands on the machine: may do everything, and cannot sign in."""
    person: Person
    person, _ = Person.objects.get_or_create(
        source="operator",
        source_id="command",
        defaults={"name": "Operator", "is_administrator": True, "password": "!"},
    )
    return person
