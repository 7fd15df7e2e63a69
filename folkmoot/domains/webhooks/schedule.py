"""When a delivery is tried again: the example schedule of Standard Webhooks 1.0.0, with jitter."""

import random
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_MINUTE, _HOUR = 60, 3600
#: Seconds from a try that failed to the next; after the last of them a delivery has failed for good, in some 76 hours.
DELAYS = (5, 5 * _MINUTE, 30 * _MINUTE, *(hours * _HOUR for hours in (2, 5, 10, 14, 20, 24)))
#: A share of the delay by which it may be longer: those that failed together do not come back together.
JITTER = 0.1
MOST_REST = 30 * _MINUTE
MOST_ASKED = 24 * _HOUR
GIVEN_UP_AFTER = timedelta(days=5)
#: Answers that ask for less: too many requests, or too much behind a gateway.
OVERLOADED = (429, 502, 503, 504)


def delay_after(tries: int) -> timedelta | None:
    """How long to wait after so many tries (from 1); None after the last."""
    if tries > len(DELAYS):
        return None
    seconds = DELAYS[tries - 1]
    # Jitter is no secret: any random number will do.
    return timedelta(seconds=seconds * (1 + random.uniform(0, JITTER)))


def rest_after(failures: int) -> timedelta:
    """How long an endpoint rests that failed so many times running, whatever else waits for it."""
    seconds = DELAYS[min(failures, len(DELAYS)) - 1]
    return timedelta(seconds=min(seconds, MOST_REST))


def asked_to_wait(retry_after: str, now: datetime) -> timedelta:
    """What ``Retry-After`` asks for (RFC 9110, 10.2.3): seconds or a moment, a day at most; no time if unreadable."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(int(text[:9]), MOST_ASKED))
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return timedelta(0)
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max(until - now, timedelta(0)), timedelta(seconds=MOST_ASKED))
