"""Limits: how often somebody may ask for something. Counted in PostgreSQL, so over all processes.

One statement counts a request; two that come at once are counted one after the other by the row's lock.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from math import ceil

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.kit import quotas
from folkmoot.kit.asking import address_of, counted_as
from folkmoot.kit.models import Allowance

READING = ("GET", "HEAD", "OPTIONS")

_COUNT = """
insert into kit_allowance as kept (key, used, ends_at)
select key, 1, clock_timestamp() + make_interval(secs => %s) from unnest(%s::text[]) as key
on conflict (key) do update set
    used = case when kept.ends_at <= clock_timestamp() then 1 else kept.used + 1 end,
    ends_at = case when kept.ends_at <= clock_timestamp() then excluded.ends_at else kept.ends_at end
returning key, used, extract(epoch from ends_at - clock_timestamp())::float8
"""


@dataclass(frozen=True)
class Limit:
    """How often an action may be asked for within ``seconds``; 0 is without a limit.

    ``per_address`` counts a household (IPv6: a /64), ``per_account`` whoever is signed in, ``per_typed`` the account
    that was typed into the field ``typed``. ``asks`` names a part of the query: then reading with it counts.
    """

    action: str
    seconds: int
    per_address: int = 0
    per_account: int = 0
    per_typed: int = 0
    typed: str = ""
    asks: str = ""
    only_visitors: bool = False
    fails_open: bool = False  # where the table cannot be asked; sign-in and codes never

    def counts(self, request: HttpRequest) -> bool:
        if self.asks:
            return bool(request.GET.get(self.asks, "").strip())
        if self.only_visitors and _person(request):
            return False
        return request.method not in READING


def wait_for(limit: Limit, request: HttpRequest) -> int:
    """Count this request; 0 if it may pass, else the seconds to wait. Raises DatabaseError if nobody can say."""
    allowed = _keys(limit, request)
    if not allowed:
        return 0
    with connection.cursor() as cursor:
        # Sorted, so that two statements take the rows in one order.
        cursor.execute(_COUNT, [limit.seconds, sorted(allowed)])
        counted = cursor.fetchall()
    quotas.note(
        request, [(limit.action, allowed[key], limit.seconds, used, left) for key, used, left in counted]
    )
    return max((max(1, ceil(left)) for key, used, left in counted if used > allowed[key]), default=0)


def _keys(limit: Limit, request: HttpRequest) -> dict[str, int]:
    """The most that is allowed, by the key under which it is counted."""
    found = {}
    if limit.per_address:
        found[_key(limit, "address", counted_as(address_of(request)))] = limit.per_address
    if limit.per_account and (person := _person(request)):
        found[_key(limit, "account", person)] = limit.per_account
    if limit.per_typed and (typed := request.POST.get(limit.typed, "")):
        found[_key(limit, "typed", account_of(typed))] = limit.per_typed
    return found


def _person(request: HttpRequest) -> str:
    """The key of whoever is signed in; empty for visitors."""
    person = getattr(request, "user", None)
    return str(person.pk) if person is not None and person.is_authenticated else ""


def _key(limit: Limit, kind: str, who: str) -> str:
    return salted_hmac("folkmoot.kit.limits", f"{limit.action}|{kind}|{who}", algorithm="sha256").hexdigest()


def account_of(typed: str) -> str:
    """One account however it is typed: without capitals, accents, width, dots and what follows a plus.

    Coarser than the mail itself: two such addresses share a limit, and neither gains one by its spelling.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", typed).casefold())
    plain = "".join(letter for letter in plain if not (unicodedata.combining(letter) or letter.isspace()))
    name, _at, domain = plain.rpartition("@")
    return f"{name.partition('+')[0].replace('.', '')}@{domain}"


@cache
def _table(path: str) -> Mapping[str, tuple[Limit, ...]]:
    table: Mapping[str, tuple[Limit, ...]] = import_string(path)
    return table


def limits_of(view_name: str) -> tuple[Limit, ...]:
    """The limits of a page by its name in the URLs, as the one table of the site declares them."""
    return _table(settings.FOLKMOOT_LIMITS).get(view_name, ())


def too_many(request: HttpRequest, exception: Exception | None = None, *, seconds: int = 60) -> HttpResponse:
    """The answer 429: in words, with the time to wait. Also for limits of allauth (``handler429``)."""
    because = _("Too many at once. Please try again %(when)s.") % {"when": _in(seconds)}
    return _refusal(request, because, status=429, seconds=seconds)


def nobody_can_say(request: HttpRequest) -> HttpResponse:
    """The answer 503: the limits cannot be asked, and what guards an account does not pass unguarded."""
    return _refusal(request, _("This cannot be checked just now. Please try again."), status=503, seconds=30)


def _in(seconds: int) -> str:
    if seconds < 90:
        return ngettext("in %(n)d second", "in %(n)d seconds", seconds) % {"n": seconds}
    minutes = ceil(seconds / 60)
    return ngettext("in %(n)d minute", "in %(n)d minutes", minutes) % {"n": minutes}


def _refusal(request: HttpRequest, because: str, *, status: int, seconds: int) -> HttpResponse:
    headers = {"Retry-After": str(seconds), "Cache-Control": "no-store"}
    if request.headers.get("HX-Request"):
        headers |= {"HX-Retarget": "#messages", "HX-Reswap": "innerHTML show:window:top"}
        text = render_to_string("kit/refusal.html", {"because": because}, request)
    else:
        text = render_to_string("429.html", {"because": because}, request)
    return HttpResponse(text, status=status, headers=headers)


def forget() -> int:
    """Remove what has run out; how many rows."""
    with connection.cursor() as cursor:
        cursor.execute("delete from kit_cache where expires < now() - interval '1 day'")
        gone = int(cursor.rowcount)
    return gone + Allowance.objects.filter(ends_at__lt=timezone.now()).delete()[0]


def let_run_out() -> None:
    """End all running limits: for an operator who locked somebody out, and for tests."""
    Allowance.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
