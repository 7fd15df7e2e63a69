"""What people show on the pages of the account: other ways in, beneath the form."""

from django.http import HttpRequest

from folkmoot.kit.slots import Filling, fills

from .ways_in import provider_name


@fills("people.signin.ways", most=0)
def other_ways_in(request: HttpRequest, nothing: None) -> Filling:
    """A passkey, and the other provider where one is set."""
    return Filling("people/other_ways_in.html", {"provider": provider_name()})


@fills("people.connections", most=0)
def connect_the_provider(request: HttpRequest, nothing: None) -> Filling | None:
    """The way to connect it, where one is set."""
    return Filling("people/connect.html", {"provider": provider_name()}) if provider_name() else None
