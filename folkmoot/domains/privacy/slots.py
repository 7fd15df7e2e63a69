"""On my page: the way to what is held about me."""

from django.http import HttpRequest

from folkmoot.domains.people.models import Person
from folkmoot.kit.slots import Filling, fills


@fills("people.me.side", order=90, most=0)
def what_is_held_about_me(request: HttpRequest, person: Person) -> Filling:
    return Filling("privacy/side.html", {})
