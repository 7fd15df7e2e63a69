"""Back to the page from which a form was sent."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from folkmoot.domains.people.requests import Request


def back(request: Request, otherwise: str) -> HttpResponse:
    to = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(to, allowed_hosts={request.get_host()})
    return redirect(to if is_ours else otherwise)
