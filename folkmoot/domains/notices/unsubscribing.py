"""The way out of letters by one click (RFC 8058): a signed address that needs no sign-in and never runs out."""

from collections.abc import Sequence

from django.conf import settings
from django.core import signing
from django.urls import reverse

from folkmoot.domains.people.models import Person

_SALT = "folkmoot.notices.unsubscribe"


def address_of(person: Person, occasions: Sequence[str]) -> str:
    """The address that ends letters of these occasions; whoever has the letter has it."""
    # Without a moment: the same letter has the same way out, whenever it goes, and that never runs out.
    token = signing.Signer(salt=_SALT).sign_object([person.pk, list(occasions)])
    return f"{settings.URL}{reverse('notices:unsubscribe', args=[token])}"


def read(token: str) -> tuple[int, list[str]]:
    """Whose letters, and of which occasions. Raises ``django.core.signing.BadSignature``."""
    try:
        person, occasions = signing.Signer(salt=_SALT).unsign_object(token)
    except UnicodeEncodeError:  # half of a character, which no token of ours holds
        raise signing.BadSignature("no token of ours") from None
    return int(person), [str(one) for one in occasions]
