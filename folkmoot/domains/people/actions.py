"""All that happens to people. Nothing else in the house writes to these tables."""

import secrets
from collections.abc import Iterable, Sequence
from typing import Protocol

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Lower
from django.urls import reverse

from folkmoot.activity import audit
from folkmoot.activity.stream import record
from folkmoot.kit import clock

from . import activities, rules
from .models import ApiToken, Merge, Person, PersonQuerySet, Reason, SignInLink, digest, in_minutes

TOKEN_PREFIX = "fm_"  # so that scanners of leaked secrets, and people, know one when they see it
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
    names = {row.author_id: _public(row.author_name or row.author_id) for row in rows}
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


def _public(name: str) -> str:
    """A name as others may read it: of an address only what stands before the @."""
    return (name.partition("@")[0] if "@" in name else name)[:120]


@transaction.atomic
def merge(gone: Person, *, into: Person, by: Person, reason: str) -> Merge:
    """These two are one person: what the one gave is on the page of the other. Nothing is moved or counted anew."""
    gone = Person.objects.select_for_update().get(pk=gone.pk)
    rules.may_merge(gone, into).insist()
    gone.merged_into = into
    gone.save(update_fields=["merged_into"])
    found = Merge.objects.create(kept=into, gone=gone, reason=reason, by=by)
    record(activities.MERGED, actor=by, object=into, target=gone, reason=reason)
    return found


@transaction.atomic
def part(merge: Merge, *, by: Person) -> Merge:
    """They are two after all."""
    merge = Merge.objects.select_for_update(of=("self",)).select_related("gone", "kept").get(pk=merge.pk)
    rules.may_part(by, merge).insist()
    merge.parted_at = clock.now()
    merge.save(update_fields=["parted_at"])
    Person.objects.filter(pk=merge.gone_id).update(merged_into=None)
    record(activities.PARTED, actor=by, object=merge.kept, target=merge.gone)
    return merge


def waiting_under_address(person: Person) -> PersonQuerySet:
    """The unclaimed authors whose key in their system is an address that this person has confirmed."""
    confirmed = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    keys = [address.lower() for address in confirmed]
    found: PersonQuerySet = Person.objects.unclaimed().alias(key=Lower("source_id")).filter(key__in=keys)
    return found


@transaction.atomic
def claim(person: Person) -> int:
    """All that waits under an address of theirs is theirs. How many identities that was."""
    waiting = list(waiting_under_address(person))
    for gone in waiting:
        merge(gone, into=person, by=person, reason=Reason.ADDRESS)
    return len(waiting)


def as_they_are_now(people: Iterable[int]) -> dict[int, int]:
    """Who each of these people was found to be, by their keys; those who are gone are left out."""
    now = Person.objects.filter(pk__in=set(people)).values_list("pk", "merged_into")
    return {pk: merged or pk for pk, merged in now}


@transaction.atomic
def rename(person: Person, *, name: str) -> Person:
    """Appear under another name, from now on and on everything given before."""
    person.name = " ".join(name.split())
    person.save(update_fields=["name"])
    record(activities.RENAMED, actor=person, object=person)
    return person


@transaction.atomic
def prefer(person: Person, *, language: str, time_zone: str) -> Person:
    """Read pages and letters in this language and with the times of this zone; empty words leave it to the place."""
    person.language, person.time_zone = language, time_zone
    person.save(update_fields=["language", "time_zone"])
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


@transaction.atomic
def end_session(person: Person, *, pk: int) -> None:
    """End one of my sessions: its browser is out at its next request. Nothing happens if it is gone already."""
    session = UserSession.objects.select_for_update().filter(user=person, pk=pk).first()
    if session is not None:
        session.end()
        audit.note("people.session.ended", who=person, about=person)


@transaction.atomic
def end_other_sessions(person: Person, *, keep: str = "") -> None:
    """End all my sessions at once, those that no list knows as well. ``keep`` is the key of the one to stay listed."""
    Person.objects.filter(pk=person.pk).update(session_epoch=F("session_epoch") + 1)
    person.refresh_from_db(fields=["session_epoch"])
    UserSession.objects.filter(user=person).exclude(session_key=keep).delete()
    audit.note("people.session.ended_all_others", who=person, about=person)


@transaction.atomic
def note_seen(session_key: str, person: Person) -> None:
    """The browser of this session was here just now."""
    UserSession.objects.filter(session_key=session_key, user=person).update(last_seen_at=in_minutes(0))


@transaction.atomic
def make_token(person: Person, *, name: str, scopes: Sequence[str], days: int) -> tuple[ApiToken, str]:
    """A key for a program, and the secret itself, which nobody can show again."""
    rules.may_make_token(person, scopes, days).insist()
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        person=person,
        name=" ".join(name.split())[:80],
        scopes=sorted(set(scopes)),
        digest=digest(secret),
        last_four=secret[-4:],
        expires_at=in_minutes(days * 24 * 60),
    )
    audit.note("people.token.made", who=person, about=token, scopes=",".join(token.scopes), days=days)
    return token, secret


@transaction.atomic
def revoke_token(token: ApiToken, *, by: Person) -> None:
    """From now on this key opens nothing."""
    token = ApiToken.objects.select_for_update().get(pk=token.pk)
    rules.may_revoke_token(by, token).insist()
    token.revoked_at = in_minutes(0)
    token.save(update_fields=["revoked_at"])
    audit.note("people.token.revoked", who=by, about=token)


def note_token_used(token: ApiToken) -> None:
    """Written at most every ten minutes, however busy the program is."""
    if token.last_used_at is None or token.last_used_at < in_minutes(-10):
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=in_minutes(0))
