"""Keeping: a page that a stranger saw is shown to the next one, until something happens.

Only for those who are not signed in and bear no cookie but their choice of light, language and forms' token: such a
page shows nothing of anybody's own. It holds while the end of the stream is the same, for what people see changes with
an activity; and a minute at most, for words such as "2 hours ago", and for what machines find without telling.
"""

import functools
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar, cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from folkmoot.kit import tokens
from folkmoot.kit.lately import Lately
from folkmoot.kit.preparing import Prepared, Summed, prepared
from folkmoot.kit.together import rows_of

from .models import Activity

SECONDS = 60
MOST_BYTES = 16 * 2**20  # in each process
KNOWN_COOKIES = {"csrftoken", "scheme", "django_language"}
#: A transaction may commit after a younger one: not the last activity tells that nothing happened, but the last few.
LAST = 200
LATEST = timedelta(hours=2)  # no transaction takes as long

#: The newest of the last activities, and the sum of their keys.
End = Sequence[int | None]
Made = TypeVar("Made")
View = TypeVar("View", bound=Callable[..., HttpResponse])


@dataclass(frozen=True)
class Kept:
    body: bytes
    headers: tuple[tuple[str, str], ...]
    until: float


shelf: Lately[Kept] = Lately(MOST_BYTES)
remembered: OrderedDict[Hashable, tuple[float, Any]] = OrderedDict()
MOST_REMEMBERED = 10_000


def kept(view: View) -> View:
    """Decorator of a view that answers with a page, never a stream: for strangers it is kept while nothing happens."""

    @functools.wraps(view)
    def keeping(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not _is_a_stranger(request):
            return view(request, *args, **kwargs)
        key = (*_asked(request), end_of_the_stream())
        found = shelf.get(key)
        if found is None or found.until < time.monotonic():
            with tokens.left_open(request):
                made = view(request, *args, **kwargs)
            if made.status_code != 200 or made.cookies:
                made.content = tokens.filled(made.content, request)
                return made
            headers = tuple(made.headers.items())
            found = Kept(made.content, headers, time.monotonic() + SECONDS)
            shelf.put(key, found, len(found.body))
        return HttpResponse(tokens.filled(found.body, request), headers=dict(found.headers))

    return keeping  # type: ignore[return-value]


def recent() -> Prepared:
    """The end of the stream, for a page that asks several things together."""
    return _since(timezone.now() - LATEST)


@prepared
def _since(since: datetime) -> Summed:
    # In the order of the key, whose plan reads no more than these: by number alone, the plan that the database keeps
    # would read the whole month while fewer happened lately.
    last = Activity.objects.filter(recorded_at__gt=since).order_by("-recorded_at", "-id").values("pk")[:LAST]
    return Summed(last, "max(c0), sum(c0)", nothing=(None, None))


def remember(
    key: Hashable,
    last: End,
    make: Callable[[], Made],
    *,
    seconds: float | None = None,
    nothing_too: bool = True,
) -> Made:
    """What was made under this key while the end of the stream (:func:`recent`) was the same, a minute or so long.

    The key names all on which it depends, and it is small. Without ``nothing_too``, what is nothing is made anew:
    whoever was asked may have had no time.
    """
    whole = (key, *last)
    found = remembered.get(whole)
    if found is not None and found[0] >= time.monotonic():
        return cast("Made", found[1])
    made = make()
    if made or nothing_too:
        remembered[whole] = (time.monotonic() + (seconds or SECONDS), made)
        while len(remembered) > MOST_REMEMBERED:
            remembered.popitem(last=False)
    return made


def _is_a_stranger(request: HttpRequest) -> bool:
    """Whether nothing of the page can be about whoever asks."""
    is_reading = request.method in ("GET", "HEAD")
    return (
        is_reading and not request.headers.get("Authorization") and KNOWN_COOKIES.issuperset(request.COOKIES)
    )


def _asked(request: HttpRequest) -> tuple[Hashable, ...]:
    """All that tells one page of strangers from another."""
    htmx = tuple(sorted((k, v) for k, v in request.headers.items() if k.startswith("Hx-")))
    place = (request.scheme, request.get_host(), request.get_full_path())
    return (*place, get_language(), request.COOKIES.get("scheme", ""), htmx)


def end_of_the_stream() -> tuple[int | None, ...]:
    """A fingerprint of the last activities that this statement sees."""
    return tuple(rows_of([recent()])[0])
