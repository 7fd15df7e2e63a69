"""All that goes wrong, as a problem with its reason."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, RawPostDataException
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from folkmoot.kit.answers import Overtaken, Refused
from folkmoot.kit.problems import problem


def handle_errors(api: NinjaAPI) -> None:
    api.add_exception_handler(Refused, refused)
    api.add_exception_handler(Http404, not_found)
    api.add_exception_handler(AuthenticationError, unknown)
    api.add_exception_handler(HttpError, wrong)
    api.add_exception_handler(ValidationError, misshapen)
    api.add_exception_handler(RawPostDataException, other_media)


def refused(request: HttpRequest, because: Refused | type[Refused]) -> HttpResponse:
    return problem(409 if isinstance(because, Overtaken) else 403, str(because))


def not_found(request: HttpRequest, because: Http404 | type[Http404]) -> HttpResponse:
    return problem(404, _("There is nothing here that you may see."))


def unknown(request: HttpRequest, because: object) -> HttpResponse:
    response = problem(401, _("This needs a token: make one on your page, under “Tokens”."))
    response["WWW-Authenticate"] = "Bearer"
    return response


def wrong(request: HttpRequest, because: HttpError | type[HttpError]) -> HttpResponse:
    assert isinstance(because, HttpError)
    return problem(because.status_code, HTTPStatus(because.status_code).description)


def misshapen(request: HttpRequest, because: ValidationError | type[ValidationError]) -> HttpResponse:
    """What was sent is not sent back: only where the fault stands, and why."""
    assert isinstance(because, ValidationError)
    faults = [
        {"where": ".".join(str(step) for step in fault["loc"]), "because": str(fault["msg"])}
        for fault in because.errors[:20]
    ]
    return problem(422, _("What was sent has not the shape that is asked for."), faults)


def other_media(request: HttpRequest, because: object) -> HttpResponse:
    """A form was sent, and read as one, where JSON is asked for."""
    return problem(415)
