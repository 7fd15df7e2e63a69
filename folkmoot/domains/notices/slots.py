"""Notices on other pages: how many are new, in the head; the newest, on my page."""

from django.http import HttpRequest

from folkmoot.domains.people.models import Person
from folkmoot.kit import events
from folkmoot.kit.slots import Filling, fills

from .models import Notice
from .sentences import tell_apart


@fills("site.top")
def new_notices(request: HttpRequest, person: Person | None) -> Filling | None:
    if person is None:
        return None
    unseen = Notice.objects.of(person).unseen().count()
    return Filling("notices/bell.html", {"unseen": unseen, "topic": events.sign(f"notices/{person.pk}")})


@fills("people.me.side", order=10)
def newest_notices(request: HttpRequest, person: Person) -> Filling | None:
    newest = Notice.objects.of(person).newest_first()[:5]
    return Filling("notices/newest.html", {"told": tell_apart(newest)})
