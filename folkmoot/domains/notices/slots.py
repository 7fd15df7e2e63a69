"""Notices on other pages: how many are new, in the head; the newest, on my page."""

from django.http import HttpRequest

from folkmoot.domains.people.models import Person
from folkmoot.kit.slots import Filling, fills

from . import mail
from .models import Notice
from .sentences import tell_apart


@fills("site.top")
def new_notices(request: HttpRequest, nothing: None) -> Filling | None:
    if not isinstance(request.user, Person):
        return None
    return Filling("notices/bell.html", {"unseen": Notice.objects.of(request.user).unseen().count()})


@fills("people.signin.below")
def where_mail_goes(request: HttpRequest, nothing: None) -> Filling | None:
    """Where no mail server is named, whoever waits for a code is told where it lies."""
    return None if mail.has_server() else Filling("notices/kept_here.html")


@fills("people.me.side", order=10, most=6)
def newest_notices(request: HttpRequest, person: Person) -> Filling | None:
    newest = Notice.objects.of(person).newest_first()[:5]
    return Filling("notices/newest.html", {"told": tell_apart(newest)})
