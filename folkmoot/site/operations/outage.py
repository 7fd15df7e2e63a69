"""When the database is away or the disk is full: a page in words, status 503, and nothing half done."""

import errno
import smtplib
import sys

import psycopg
from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.defaults import server_error
from procrastinate.exceptions import ConnectorException
from psycopg.errors import ReadOnlySqlTransaction

SECONDS = "10"  # after which a browser or a proxy may ask again
# A service that a page asks while somebody waits, such as the mail server for a sign-in code.
AWAY = (ConnectionError, TimeoutError, smtplib.SMTPException)
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


def broken(request: HttpRequest) -> HttpResponse:
    """``handler500``: an outage is said as one; all else is our fault."""
    if not is_outage(sys.exc_info()[1]):
        return server_error(request)
    headers = {"Retry-After": SECONDS, "Cache-Control": "no-store"}
    if request.headers.get("HX-Request"):
        headers |= {"HX-Retarget": "#messages", "HX-Reswap": "innerHTML show:window:top"}
        because = _(
            "This place cannot be reached for a moment. Nothing of what you sent was kept; please try again."
        )
        text = render_to_string("kit/refusal.html", {"because": because})
    else:
        text = render_to_string("503.html")
    return HttpResponse(text, status=503, headers=headers)


def is_outage(error: BaseException | None) -> bool:
    """Whether this came because the database or another service cannot be asked now, or nothing can be written."""
    if isinstance(error, ConnectorException):  # the queue of jobs, in the transaction of the change
        return is_outage(error.__cause__)
    if isinstance(error, AWAY) or (isinstance(error, OSError) and error.errno in FULL):
        return True
    if isinstance(error, InternalError):  # a standby that only reads
        return isinstance(error.__cause__, ReadOnlySqlTransaction)
    return isinstance(error, OperationalError | InterfaceError | psycopg.OperationalError)
