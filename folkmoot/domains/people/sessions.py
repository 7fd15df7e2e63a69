"""Sessions: which browsers are in, how they came in, and how recently."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest
from django.utils.translation import gettext as _

from folkmoot.kit.answers import Answer, unless
from folkmoot.kit.asking import network_of

from . import actions
from .models import Person

# The first that is found names the device; the order matters, for browsers claim to be one another.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
    ("curl", "curl"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
_NOT_A_WORD = re.compile(r"[^a-z0-9_]+")


@dataclass(frozen=True)
class Session:
    """One browser that is signed in, in words."""

    pk: int
    device: str
    network: str
    began_at: datetime
    seen_at: datetime
    is_this: bool


def sessions_of(person: Person, request: HttpRequest) -> list[Session]:
    """Where I am signed in: this browser first, then the one that was here last. Fifty at most."""
    found = UserSession.objects.filter(user=person).order_by("-last_seen_at")[:50]
    return sorted(_in_words(found, request.session.session_key), key=lambda session: not session.is_this)


def _in_words(found: Iterator[UserSession], this: str | None) -> Iterator[Session]:
    for one in found:
        yield Session(
            pk=one.pk,
            device=device(one.user_agent),
            network=network_of(one.ip),
            began_at=one.created_at,
            seen_at=one.last_seen_at,
            is_this=one.session_key == this,
        )


def device(user_agent: str) -> str:
    """A browser and a system in plain words, as far as the browser says."""
    browser = next((name for sign, name in _BROWSERS if sign in user_agent), "")
    system = next((name for sign, name in _SYSTEMS if sign in user_agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("An unknown browser")


def list_this(request: HttpRequest) -> None:
    """Put this browser on the list of its person's sessions."""
    if request.META.get("REMOTE_ADDR"):
        UserSession.objects.create_from_request(request)


def keep_only_this(request: HttpRequest, person: Person) -> None:
    """End all other sessions of this person; this browser stays in, under a new key."""
    actions.end_other_sessions(person)
    if request.user == person:
        update_session_auth_hash(request, person)
        list_this(request)


def note_proof(request: HttpRequest, person: Person) -> None:
    """They have just shown that it is them, and a new key with it: its recovery codes are shown without asking."""
    record_authentication(request, person, method="mfa", reauthenticated=True)


def method_of(request: HttpRequest) -> str:
    """How this browser came in, in one word: code, password, mfa, socialaccount, link."""
    records = get_authentication_records(request, request.user)
    return _NOT_A_WORD.sub("_", str(records[-1]["method"]).lower())[:30] if records else "link"


def was_recent(request: HttpRequest, person: Person) -> Answer:
    """For people who have no password and no second step: did they sign in just now? They can do it again."""
    if get_reauthentication_flows(person):
        return unless()
    records = get_authentication_records(request, person)
    is_old = not records or time.time() - records[-1]["at"] > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    return unless((is_old, _("It is a while since you signed in. Sign in again to go on.")))
