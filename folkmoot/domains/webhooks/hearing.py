"""Whether anybody hears: where no webhook does, what happens costs the worker nothing. Yet no event is lost.

Whoever records an activity looks, in their own transaction, whether some webhook hears of it. They cannot see one that
another transaction is just making; and the worker, which could, would have no job to see it by. So both take one lock,
for as long as their transactions last: recorders share it, whoever makes a webhook hear more has it alone. Then either
the webhook is committed first, and who records sees it; or what was recorded is committed before the webhook is made,
and happened before it. One who waits alone for it holds nothing yet, lest two wait for each other.

Each statement sees what was committed before it began (read committed). So the look comes after the one that may wait:
a function of the database does both, and the statement that records asks it.
"""

from collections.abc import Sequence

from django.db import connection

from folkmoot.activity.models import Activity
from folkmoot.activity.stream import Condition
from folkmoot.domains.communities.models import Community
from folkmoot.kit.refs import key

_LOCK = "webhooks.hearing"  # as in webhooks_hear
_PLACE = f"{Community._meta.label_lower}/"


def heard_by_some(activities: Sequence[Activity]) -> Condition:
    """Whether some webhook hears of one of them, now and until the transaction ends."""
    happened = sorted({(one.verb, _place_of(one)) for one in activities})
    verbs, places = zip(*happened, strict=True)
    return Condition("webhooks_hear(%s::text[], %s::bigint[])", [list(verbs), list(places)])


def _place_of(activity: Activity) -> int:
    """The key of the community in which it happened; 0 is none."""
    return key(activity.context) if activity.context.startswith(_PLACE) else 0


def let_nobody_record() -> None:
    """Until the transaction ends, which then makes a webhook hear more than before. Take it before any other lock."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [_LOCK])
