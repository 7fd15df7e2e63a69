"""Too large: a form with more bytes than this place takes is not read, and its sender is told so in words."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.views.defaults import bad_request


def refuse(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The answer 413 to what is too large, before it was read; to all else that is no request the plain 400."""
    if not isinstance(exception, RequestDataTooBig):
        return bad_request(request, exception)
    because = _(
        "What you sent is larger than this place takes at once: at most %(size)s. Nothing of it was kept."
    ) % {"size": filesizeformat(settings.FOLKMOOT_MOST_UPLOADED)}
    return render(request, "channels/too_large.html", {"because": because}, status=413)
