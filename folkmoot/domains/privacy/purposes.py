"""Purposes: what consent is asked for, each in plain words and with a version. New words are a new version."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Purpose:
    """``is_presumed``: it rests on a legitimate interest and holds until somebody objects; else it is off."""

    name: str
    version: int
    title: str | Promise
    words: str | Promise
    is_presumed: bool = False

    @property
    def digest(self) -> str:
        """SHA-256 of the words as they are shown just now, as 64 hexadecimal digits."""
        return sha256(str(self.words).encode()).hexdigest()


LETTERS = "letters"
RESEARCH = "research"

PURPOSES: Mapping[str, Purpose] = {
    purpose.name: purpose
    for purpose in (
        Purpose(
            LETTERS,
            1,
            _("Letters about what became of what I gave"),
            _(
                "We write to your address when something that you gave is answered. This rests on our legitimate "
                "interest: you gave something and asked to be told. It holds until you say no. You are then told "
                "on your page only."
            ),
            is_presumed=True,
        ),
        Purpose(
            RESEARCH,
            1,
            _("My words in research"),
            _(
                "What you wrote may be part of data that researchers get, without your name, your address or "
                "anything that points to you. Without your consent it is left out."
            ),
        ),
    )
}
