"""The mailbox to which letters come back, read by IMAP."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote, urlsplit

from django.conf import settings
from imap_tools import AND, MailBox, MailBoxUnencrypted, MailMessageFlags

MOST = 500  # mails at a time
SECONDS = 20.0


def has_mailbox() -> bool:
    return bool(settings.FOLKMOOT_BOUNCES_URL)


@contextmanager
def _opened() -> Iterator[MailBox | MailBoxUnencrypted]:
    where = urlsplit(settings.FOLKMOOT_BOUNCES_URL)
    host = where.hostname or "localhost"
    box: MailBox | MailBoxUnencrypted
    if where.scheme == "imap+ssl":
        box = MailBox(host, where.port or 993, timeout=SECONDS)
    else:
        box = MailBoxUnencrypted(host, where.port or 143, timeout=SECONDS)
    folder = unquote(where.path.strip("/")) or "INBOX"
    with box.login(unquote(where.username or ""), unquote(where.password or ""), folder) as open_box:
        yield open_box


def unread() -> Iterator[bytes]:
    """The mails that nobody has read, each as bytes; one is marked as read once the next is asked for."""
    with _opened() as box:
        for uid in box.uids(AND(seen=False))[:MOST]:
            for mail in box.fetch(AND(uid=uid), mark_seen=False):
                yield mail.obj.as_bytes()
            box.flag([uid], MailMessageFlags.SEEN, True)
