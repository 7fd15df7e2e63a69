"""Events: tell open pages, at once, that something changed.

A page that may see a topic is given a signed name for it; the event stream serves whoever holds the name. So
permission is decided once, where the page is made, and the stream needs no database of its own.
"""

import json

from django.core import signing
from django.db import connection

CHANNEL = "folkmoot_events"
MAX_AGE = 60 * 60 * 24  # seconds; a page that is open for longer is loaded anew
_SALT = "folkmoot.kit.events"


def publish(topic: str, **facts: str | int | float | None) -> None:
    """Send small facts to everyone who watches the topic, when the transaction commits.

    PostgreSQL allows 8,000 bytes a message (NOTIFY): send facts or a pointer, never content.
    """
    message = json.dumps({"topic": topic, "facts": facts})
    with connection.cursor() as cursor:
        cursor.execute("select pg_notify(%s, %s)", [CHANNEL, message])


def sign(topic: str) -> str:
    """The name under which a page may watch this topic."""
    return signing.dumps(topic, salt=_SALT, compress=False)


def unsign(name: str) -> str:
    """The topic behind a signed name. Raises ``django.core.signing.BadSignature`` for a false or old one."""
    try:
        topic: str = signing.loads(name, salt=_SALT, max_age=MAX_AGE)
    except UnicodeEncodeError:  # half of a character, which no name of ours holds
        raise signing.BadSignature("no name of ours") from None
    return topic
