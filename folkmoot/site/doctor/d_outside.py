"""The world outside: the address, what stands before it, and mail."""

import smtplib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import get_connection

from folkmoot.domains.notices import mail as letters
from folkmoot.site.doctor.examining import Finding, check, fine, warning, wrong

PATIENCE = 5  # seconds
NEAR = {"127.0.0.1", "localhost", "::1"}


@check("address")
def address() -> Finding:
    host = urlsplit(settings.URL).hostname or ""
    if host in NEAR:
        return warning(f"It is {settings.URL}: links in mail lead to this machine.", "Set FOLKMOOT_URL.")
    if not settings.IS_SECURE:
        return wrong(
            f"{settings.URL} is not encrypted.", "Let a proxy speak https, and set FOLKMOOT_URL to it."
        )
    if not settings.FOLKMOOT_TRUSTED_PROXIES:
        return wrong(
            f"{settings.URL} needs a proxy, and none is trusted: all people seem to come from one address.",
            "Set FOLKMOOT_TRUSTED_PROXIES to how many there are, mostly 1.",
        )
    return fine(f"{settings.URL}, behind {settings.FOLKMOOT_TRUSTED_PROXIES} proxy.")


@check("debug pages")
def debug() -> Finding:
    if settings.DEBUG:
        return wrong("FOLKMOOT_DEBUG is on: pages show what is inside.", "Unset FOLKMOOT_DEBUG.")
    return fine("They are off.")


@check("mail")
def mail() -> Finding:
    if not letters.has_server():
        return warning("No mail is sent: it is kept at /outbox/.", "Set EMAIL_URL to your mail server.")
    try:
        server = get_connection(timeout=PATIENCE)
        server.open()
        server.close()
    except (OSError, smtplib.SMTPException) as error:
        return wrong(
            f"The mail server does not answer ({type(error).__name__}: {error}).",
            "Look at EMAIL_URL: host, port, name, password.",
        )
    return fine("The mail server lets us in.")
