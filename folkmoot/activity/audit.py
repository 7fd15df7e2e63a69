"""The audit log: what administrators may have to explain. ``note`` writes, ``entries`` reads, nothing changes it."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import CharField, F, Model, Value
from django.utils import timezone
from django.utils.crypto import salted_hmac

from folkmoot.kit import asking
from folkmoot.kit.refs import ref

from .models import Activity, AuditEntry

KEY = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")
FACT = re.compile(r"[\w.,:/+-]{0,100}", re.ASCII)  # a word of ours or a number, never a sentence of somebody
COLUMNS = ("moment", "what", "who", "about", "network", "request_id")


def note(
    what: str, *, who: Model | str = "", about: Model | str = "", **facts: str | int | bool | None
) -> AuditEntry:
    """Write one entry. ``what`` is a key such as ``people.signed_in``; network and request id are added here.

    Raises ValueError for a key or a fact that could hold somebody's words.
    """
    if not KEY.fullmatch(what):
        raise ValueError(f"{what!r} is no key of the audit")
    for name, fact in facts.items():
        if isinstance(fact, str) and not FACT.fullmatch(fact):
            raise ValueError(f"{name} is no short fact")
    asked = asking.current()
    return AuditEntry.objects.create(
        what=what,
        who=ref(who),
        about=ref(about),
        network=asked.network,
        request_id=asked.request_id,
        facts=facts,
    )


def veiled(secret: str) -> str:
    """A name for something that was typed and may be nobody's: the same each time, and it cannot be read back."""
    return salted_hmac("folkmoot.activity.audit", secret.strip().casefold(), algorithm="sha256").hexdigest()[
        :16
    ]


def entries(
    *,
    verbs: Iterable[str],
    what: str = "",
    who: str = "",
    since: date | None = None,
    until: date | None = None,
) -> Any:
    """Audit and administrative verbs of the stream in one list, the newest first: a query of tuples as COLUMNS."""
    noted = _narrow(AuditEntry.objects.order_by(), "what", "who", "noted_at", what, who, since, until)
    told = _narrow(
        Activity.objects.filter(verb__in=list(verbs)).order_by(),
        "verb",
        "actor",
        "recorded_at",
        what,
        who,
        since,
        until,
    )
    empty = Value("", output_field=CharField())
    ours = noted.annotate(moment=F("noted_at")).values_list(*COLUMNS)
    theirs = told.annotate(
        moment=F("recorded_at"),
        what=F("verb"),
        who=F("actor"),
        about=F("object"),
        network=empty,
        request_id=empty,
    ).values_list(*COLUMNS)
    return ours.union(theirs, all=True).order_by("-moment")


def _narrow(
    rows: Any,
    what_column: str,
    who_column: str,
    moment: str,
    what: str,
    who: str,
    since: date | None,
    until: date | None,
) -> Any:
    if what:
        rows = rows.filter(**{what_column: what})
    if who:
        rows = rows.filter(**{who_column: who})
    if since:
        rows = rows.filter(**{f"{moment}__gte": _midnight(since)})
    if until:
        rows = rows.filter(**{f"{moment}__lt": _midnight(until + timedelta(days=1))})
    return rows


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
