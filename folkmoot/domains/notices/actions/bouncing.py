"""Bouncing: noting mail that came back, and writing to the address again."""

from django.db import transaction

from folkmoot.domains.notices import rules
from folkmoot.domains.notices.models import Bounce, Letter
from folkmoot.domains.people.models import Person


@transaction.atomic
def note_bounce(letter: Letter, *, is_permanent: bool, status: str = "", said: str = "") -> Bounce:
    """The letter came back, or was refused. A second report of the same letter changes nothing."""
    known = Bounce.objects.filter(letter=letter).first()
    return known or Bounce.objects.create(
        letter=letter,
        address=letter.to,
        is_permanent=is_permanent,
        status=status[:12],
        said=" ".join(said.replace("\x00", "").split())[:300],
    )


@transaction.atomic
def lift(*, by: Person) -> None:
    """The mailbox is there again: write to it."""
    rules.may_lift(by).insist()
    Bounce.objects.filter(address__iexact=by.email).delete()
