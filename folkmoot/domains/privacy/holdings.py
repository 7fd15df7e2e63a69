"""What privacy holds about somebody, and how it goes: consents, exports, erasures."""

from collections.abc import Iterator
from functools import partial

from django.db import transaction
from django.utils.translation import gettext_lazy

from folkmoot.domains.people.models import Person
from folkmoot.kit.subjects import Record, erases, holds, record

from . import packing
from .models import Consent, Erasure, Export


@holds(
    "privacy",
    label=gettext_lazy("What I agree to"),
    covers=("privacy.consent", "privacy.export", "privacy.erasure"),
)
def said(person: Person) -> Iterator[Record]:
    for word in Consent.objects.of(person).order_by("pk").iterator():
        yield record(
            "consent",
            title=word.purpose,
            address="/privacy/",
            moment=word.at,
            version=word.version,
            is_given=word.is_given,
            channel=word.channel,
            words=word.digest,
            salt=word.salt,
        )
    for one in Export.objects.of(person).order_by("pk").iterator():
        yield record("export", address="/privacy/", moment=one.asked_at, state=one.state)
    for leaving in Erasure.objects.filter(person=person).order_by("pk").iterator():
        yield record("erasure", moment=leaving.asked_at, state=leaving.state, takes_texts=leaving.takes_texts)


@erases("privacy", order=80)
def forget(person: Person, *, by: Person, takes_texts: bool) -> None:
    """That something was agreed to stays, as a seal that says nothing any more; files go."""
    Consent.objects.of(person).exclude(salt="").update(salt="")
    for one in Export.objects.of(person):
        transaction.on_commit(partial(packing.remove, one))
    Export.objects.of(person).delete()
