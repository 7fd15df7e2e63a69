"""Mail that comes back: an envelope sender of its own for each letter (VERP), and reading reports (RFC 3464)."""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from .models import Letter

_SALT = "folkmoot.notices.returning"
_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")


@dataclass(frozen=True)
class Report:
    """A letter could not be delivered: which, for good or for now, the status of RFC 3463, and what was said."""

    letter: Letter
    is_permanent: bool
    status: str
    said: str


def envelope_of(letter: Letter) -> str:
    """Where mail about this letter goes back to; where no mailbox takes it, the address that writes it."""
    if not settings.FOLKMOOT_BOUNCES_TO:
        return str(settings.DEFAULT_FROM_EMAIL)
    box, _, domain = settings.FOLKMOOT_BOUNCES_TO.rpartition("@")
    return f"{box}+{letter.pk}-{_mac(letter.pk)}@{domain}"


def _mac(pk: int) -> str:
    return salted_hmac(_SALT, str(pk), algorithm="sha256").hexdigest()[:12]


def read_report(raw: bytes) -> Report | None:
    """What a mail says about a letter of ours. None for all else: delays, replies, reports that nobody asked for."""
    # Headers stay texts: what reads their structure (policy.default) stumbles over some that come, such as "To: b@".
    mail = message_from_bytes(raw)
    letter = _letter_of(mail)
    status = next(
        (part for part in mail.walk() if part.get_content_type() == "message/delivery-status"), None
    )
    if letter is None or status is None:
        return None
    fields = _fields(status)
    if fields.get("action", "").lower() != "failed":
        return None
    found = _STATUS.search(fields.get("status", ""))
    said = " ".join(fields.get("diagnostic-code", "").split())
    return Report(letter, found is None or found[1] == "5", found[0] if found else "", said)


def _fields(part: Message) -> dict[str, str]:
    """The fields of all blocks of a report; of a recipient's block the last one counts."""
    blocks = part.get_payload()
    fields: dict[str, str] = {}
    for block in blocks if isinstance(blocks, list) else []:
        if isinstance(block, Message):
            fields |= {name.lower(): str(value) for name, value in block.items()}
    return fields


def _letter_of(mail: Message) -> Letter | None:
    """By the address that the report went to, signed by us; or by the Message-ID of what it brings back."""
    for header in ("To", "Delivered-To", "X-Original-To"):
        for value in mail.get_all(header, []):
            for pk, mac in re.findall(r"\+(\d{1,18})-([0-9a-f]{12})@", str(value)):
                if constant_time_compare(mac, _mac(int(pk))):
                    return Letter.objects.filter(pk=int(pk)).first()
    return Letter.objects.filter(message_id__in=_returned_ids(mail)).exclude(message_id="").first()


def _returned_ids(mail: Message) -> list[str]:
    ids = []
    for part in mail.walk():
        kind = part.get_content_type()
        if kind == "text/rfc822-headers":
            ids += re.findall(r"(?im)^message-id:\s*(<[^>\s]+>)", str(part.get_payload()))
        elif kind == "message/rfc822":
            inside = part.get_payload()
            if isinstance(inside, list) and isinstance(inside[0], Message):
                ids.append(str(inside[0].get("Message-ID", "")).strip())
    return ids
