"""Whom somebody has told what happens, and how it goes."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from folkmoot.domains.people.models import Person
from folkmoot.kit.subjects import Record, erases, holds, record

from .models import Webhook


@holds(
    "webhooks",
    label=gettext_lazy("My webhooks"),
    covers=("webhooks.webhook", "webhooks.dispatch", "webhooks.attempt"),
)
def registered(person: Person) -> Iterator[Record]:
    """Without the secrets, which only they were shown."""
    for one in Webhook.objects.filter(owner=person).order_by("pk").iterator(chunk_size=500):
        yield record(
            "webhook",
            title=one.name,
            address=one.get_absolute_url(),
            moment=one.made_at,
            leads_to=one.address,
            verbs=list(one.verbs),
            state=one.state,
            deliveries=one.deliveries.count(),
        )


@erases("webhooks", order=20)
def forget(person: Person, *, by: Person, takes_texts: bool) -> None:
    """Nothing is told any more in their name."""
    Webhook.objects.filter(owner=person).delete()
