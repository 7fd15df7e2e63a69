"""Ways in: what somebody can sign in with, and what guards it."""

from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings

from .models import Person


@dataclass
class WaysIn:
    """All that opens an account. ``codes_left`` is None where there are no recovery codes."""

    has_password: bool
    app: Authenticator | None = None
    passkeys: list[Authenticator] = field(default_factory=list)
    codes_left: int | None = None
    foreign: list[SocialAccount] = field(default_factory=list)
    provider: str = ""

    @property
    def has_second_step(self) -> bool:
        return bool(self.app or self.passkeys)


def ways_in_of(person: Person) -> WaysIn:
    """Two statements, however many keys."""
    ways = WaysIn(has_password=person.has_usable_password(), provider=provider_name())
    for one in Authenticator.objects.filter(user=person).order_by("created_at"):
        if one.type == Authenticator.Type.TOTP:
            ways.app = one
        elif one.type == Authenticator.Type.WEBAUTHN:
            ways.passkeys.append(one)
        else:
            ways.codes_left = len(one.wrap().get_unused_codes())
    ways.foreign = list(SocialAccount.objects.filter(user=person))
    return ways


def provider_name() -> str:
    """The name of the other provider of sign-in; empty where none is set."""
    providers: dict[str, Any] = settings.SOCIALACCOUNT_PROVIDERS
    apps = providers["openid_connect"]["APPS"]
    return str(apps[0]["name"]) if apps else ""
