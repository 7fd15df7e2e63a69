"""The session of a browser, as Django's own store keeps it; read by a statement that is compiled once.

Who bears a session is known from the last time, so the person is read in the same statement. What is known so is only
what to read: whose session it is, the session says.
"""

from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from folkmoot.kit.lately import Lately
from folkmoot.kit.preparing import prepared
from folkmoot.kit.together import rows_of

from .models import came_along, person_of, reads_of_person

MOST = 50_000  # sessions
bearers: Lately[int] = Lately(MOST)


class SessionStore(db.SessionStore):
    def load(self) -> dict[str, Any]:
        found: dict[str, Any] = super().load()
        if bearer := found.get(SESSION_KEY):
            bearers.put(self.session_key, int(bearer), 1)
        return found

    def _get_session_from_db(self) -> Session | None:
        """A key that opens nothing is forgotten, as Django's store does."""
        bearer = bearers.get(self.session_key)
        reads = reads_of_person(bearer) if bearer else []
        found, *rest = rows_of([_session(self.session_key or "", timezone.now()), *reads])
        if found:
            session: Session = found[0]
            came_along.set(person_of(rest) if rest else None)
            return session
        self._session_key = None
        return None


@prepared
def _session(key: str, now: datetime) -> "QuerySet[Session]":
    return Session.objects.filter(session_key=key, expire_date__gt=now)
