"""Identity: how this place is called and looks, where no page says it: in mails, feeds, cards and on devices.

The front door knows (``site.known``), and stands above all rooms; so it says so here, and they ask here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from email.utils import formataddr, parseaddr

from django.conf import settings


@dataclass(frozen=True)
class Identity:
    """What an organisation chose; what is empty, the house says in its own words and colours."""

    brand: str = ""
    colour: str = ""
    ideas: str = ""  # what ideas are called here, as the name of the place where they stand

    @property
    def name(self) -> str:
        return self.brand or str(settings.FOLKMOOT_NAME)

    @property
    def sender(self) -> str:
        """Who writes the mails of this place: by the name of the brand, else by the one of the address that writes."""
        name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
        # A header with two lines is no mail.
        return formataddr((" ".join((self.brand or name or self.name).split()), address))

    @property
    def signature(self) -> str:
        """The end of a mail in plain text, which mail programs know by its first line (RFC 3676, 4.3)."""
        return f"-- \n{self.name}\n{settings.URL}/\n"


_answers: list[Callable[[], Identity]] = []


def identifies(answer: Callable[[], Identity]) -> Callable[[], Identity]:
    """Decorator: this function says who this place is."""
    _answers[:] = [answer]
    return answer


def identity() -> Identity:
    """Who this place is now; each time anew, for a brand may change."""
    return _answers[0]() if _answers else Identity()
