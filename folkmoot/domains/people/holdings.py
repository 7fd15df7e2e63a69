"""What people holds about somebody, and how it goes: the account itself, all ways in, all sessions."""

import json
from collections.abc import Iterator

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.kit.answers import Answer, unless
from folkmoot.kit.asking import network_of
from folkmoot.kit.subjects import Record, erases, holds, record, ties

from .models import ERASED, ApiToken, Merge, Person, SignInLink


@holds(
    "people",
    label=gettext_lazy("My account"),
    covers=(
        "people.person",
        "people.merge",
        "people.signinlink",
        "people.apitoken",
        "account.emailaddress",
        "account.emailconfirmation",
        "mfa.authenticator",
        "usersessions.usersession",
        "socialaccount.socialaccount",
        "socialaccount.socialtoken",
        "sessions.session",
    ),
)
def account(person: Person) -> Iterator[Record]:
    """Never a secret: no digest, no key, no password."""
    yield record(
        "person",
        title=person.name,
        address="/me/",
        moment=person.arrived_at,
        email=person.email,
        language=person.language,
        time_zone=person.time_zone,
        is_administrator=person.is_administrator,
        source=person.source,
        source_id=person.source_id,
        source_url=person.source_url,
    )
    for merge in Merge.objects.filter(kept=person).order_by("pk").iterator():
        parted_at = merge.parted_at.isoformat() if merge.parted_at else None
        yield record("merge", moment=merge.at, reason=merge.reason, parted_at=parted_at)
    for address in EmailAddress.objects.filter(user=person).order_by("pk").iterator():
        yield record("address", title=address.email, is_verified=address.verified, is_primary=address.primary)
    for way in Authenticator.objects.filter(user=person).order_by("pk").iterator():
        yield record("way in", title=way.type, moment=way.created_at)
    for other in SocialAccount.objects.filter(user=person).order_by("pk").iterator():
        said = json.dumps(other.extra_data, ensure_ascii=False)
        yield record(
            "account elsewhere", title=other.provider, moment=other.date_joined, uid=other.uid, said=said
        )
    for session in UserSession.objects.filter(user=person).order_by("pk").iterator():
        yield record(
            "session",
            title=session.user_agent,
            moment=session.created_at,
            network=network_of(session.ip),
            last_seen_at=session.last_seen_at.isoformat(),
        )
    for token in ApiToken.objects.filter(person=person).order_by("pk").iterator():
        yield record("token", title=token.name, moment=token.made_at, scopes=list(token.scopes))
    for link in SignInLink.objects.filter(person=person).order_by("pk").iterator():
        yield record("sign-in link", moment=link.used_at, expires_at=link.expires_at.isoformat())


@ties("people")
def somebody_administers(person: Person) -> Answer:
    """A place without an administrator cannot be repaired by its own people."""
    others = Person.objects.claimed().filter(is_administrator=True, is_active=True).exclude(pk=person.pk)
    return unless(
        (
            person.is_administrator and not others.exists(),
            _("You are the last administrator. Make somebody else one first."),
        )
    )


@erases("people", order=90)
def forget(person: Person, *, by: Person, takes_texts: bool) -> None:
    """A row without a name stays, so that all that points to it still points to one somebody."""
    _end_sessions(person)
    EmailAddress.objects.filter(user=person).delete()
    SocialAccount.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    SignInLink.objects.filter(person=person).delete()
    ApiToken.objects.filter(person=person).delete()
    Person.objects.filter(pk=person.pk).update(
        email=None,
        name=_("Somebody who left"),
        password="!",
        source=ERASED,
        source_id=str(person.pk),
        source_url="",
        language="",
        time_zone="",
        is_active=False,
        is_administrator=False,
        session_epoch=F("session_epoch") + 1,
    )
    person.refresh_from_db()


def _end_sessions(person: Person) -> None:
    """Those that are listed, those that no list knows, and those of visitors who typed this address."""
    UserSession.objects.filter(user=person).delete()
    address = (person.email or "").casefold()
    keys = []
    for session in Session.objects.iterator(chunk_size=500):
        held = session.get_decoded()
        if held.get("_auth_user_id") == str(person.pk) or (
            address and address in json.dumps(held).casefold()
        ):
            keys.append(session.pk)
    Session.objects.filter(pk__in=keys).delete()
