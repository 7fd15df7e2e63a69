"""The request as our views know it: with its person, and whether htmx asks."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from .models import Person, Visitor


class Request(HttpRequest):
    """Anybody may have sent it."""

    user: Visitor
    htmx: HtmxDetails


class SignedInRequest(Request):
    """Behind ``login_required``: its user is a person."""

    user: Person
