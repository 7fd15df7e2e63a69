"""Mail: the backend that keeps letters where no mail server is named, and the sending of our own."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

from . import actions
from .models import Letter


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
        to=[letter.to],
        headers={"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated"},
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    message.send()
