"""What agreements hold about somebody: which editions they published. The words are the organisation's, and stay."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from folkmoot.domains.people.models import Person
from folkmoot.kit.subjects import Record, holds, record

from .models import Edition


@holds("agreements", label=gettext_lazy("Promises I published"), covers=("agreements.edition",))
def editions(person: Person) -> Iterator[Record]:
    for one in Edition.objects.filter(by=person).order_by("pk").iterator():
        yield record(
            "edition",
            title=str(one),
            address=one.get_absolute_url(),
            moment=one.published_at,
            language=one.language,
            number=one.number,
            body=one.body,
            change=one.change,
        )
