"""Mail: the backend that keeps letters where no mail server is named, and the sending of our own."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

from folkmoot.kit.identity import identity

from . import actions, returning
from .actions.writing import host
from .models import Letter
from .unsubscribing import address_of


def has_server() -> bool:
    """Does somebody take our mail? Else it is kept at /outbox/."""
    return settings.EMAIL_BACKEND != "folkmoot.domains.notices.mail.Outbox"


class Outbox(BaseEmailBackend):
    """Django's mail backend for an instance without EMAIL_URL."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            html = next(
                (str(body) for body, kind in getattr(message, "alternatives", []) if kind == "text/html"), ""
            )
            for address in message.recipients():
                actions.keep(to=address, subject=str(message.subject), text=str(message.body), html=html)
        return len(email_messages)


def send(letter: Letter) -> None:
    """Hand the letter to the mail server. After a crash it may go twice, with the same Message-ID both times."""
    message = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        from_email=returning.envelope_of(letter),
        to=[letter.to],
        headers=headers_of(letter),
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    message.send()


def headers_of(letter: Letter) -> dict[str, str]:
    """What mail programs go by: threads (RFC 5322, 3.6.4), the list (RFC 2919), the way out (RFC 8058)."""
    headers = {
        "From": identity().sender,
        "Message-ID": letter.message_id,
        "Auto-Submitted": "auto-generated",
        "List-Id": f"Notices <notices.{host()}>",
    }
    if letter.person is not None and letter.occasions:
        headers["List-Unsubscribe"] = f"<{address_of(letter.person, letter.occasions)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    if letter.thread:
        root = f"<{letter.thread.replace('/', '.')}@{host()}>"
        headers |= {"References": root, "In-Reply-To": root}
    return headers
