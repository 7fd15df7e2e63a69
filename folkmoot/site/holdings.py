"""What the front door holds about somebody: looks that they made, which stay, and whether they put the steps away."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from folkmoot.domains.people.models import Person
from folkmoot.kit import repeats
from folkmoot.kit.subjects import Record, erases, holds, record

from .models import Brand, PutAway


@holds("site", label=gettext_lazy("The front door"), covers=("folkmoot_site.brand", "folkmoot_site.putaway"))
def what_i_set(person: Person) -> Iterator[Record]:
    """The words of a brand are the organisation's; here stands which of them this person put there."""
    for one in Brand.objects.filter(by=person).order_by("number").iterator():
        yield record("brand", title=one.name, address="/brand/", moment=one.made_at, number=one.number)
    for away in PutAway.objects.filter(person=person):
        yield record("put away", title="first steps", address="/first-hour/", moment=away.at)


@erases("site")
def forget(person: Person, *, by: Person, takes_texts: bool) -> None:
    PutAway.objects.filter(person=person).delete()
    repeats.forget_those_of(person.pk)
