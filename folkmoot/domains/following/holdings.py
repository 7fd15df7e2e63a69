"""What somebody follows, and how it goes."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from folkmoot.domains.people.models import Person
from folkmoot.kit.subjects import Record, erases, holds, record

from .models import Follow


@holds("following", label=gettext_lazy("What I follow"), covers=("following.follow",))
def followed(person: Person) -> Iterator[Record]:
    """By refs: the names of things may be words of others."""
    for one in Follow.objects.of(person).order_by("pk").iterator(chunk_size=500):
        yield record("follow", title=one.thing, address="/following/", moment=one.since)


@erases("following", order=20)
def forget(person: Person, *, by: Person, takes_texts: bool) -> None:
    Follow.objects.of(person).delete()
