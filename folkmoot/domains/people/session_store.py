"""The session of a browser, as Django's own store keeps it; read by a statement that is compiled once."""

from datetime import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from folkmoot.kit.preparing import prepared
from folkmoot.kit.together import rows_of


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        """A key that opens nothing is forgotten, as Django's store does."""
        (found,) = rows_of([_session(self.session_key or "", timezone.now())])
        if found:
            session: Session = found[0]
            return session
        self._session_key = None
        return None


@prepared
def _session(key: str, now: datetime) -> "QuerySet[Session]":
    return Session.objects.filter(session_key=key, expire_date__gt=now)
