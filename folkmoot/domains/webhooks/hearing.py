"""Whether anybody hears: where no webhook does, what happens costs the worker nothing. Yet no event is lost.

Whoever records an activity looks, in their own transaction, whether some webhook hears of it. They cannot see one that
another transaction is just making; and the worker, which could, would have no job to see it by. So both take one lock,
for as long as their transactions last: recorders share it, whoever makes a webhook hear more has it alone. Then either
the webhook is committed first, and who records sees it; or what was recorded is committed before the webhook is made,
and happened before it. One who waits alone for it holds nothing yet, lest two wait for each other.

Each statement of a transaction sees what was committed before it began (read committed). So the look is a statement
after the one that may wait, though both go to the database together: a comment pays one way there for it.
"""

from collections.abc import Sequence
from functools import reduce
from operator import or_

from django.db import connection

from folkmoot.activity.models import Activity

from .models import Webhook, WebhookQuerySet

_LOCK = "webhooks.hearing"


def heard_by_some(activities: Sequence[Activity]) -> Sequence[Activity]:
    """All of them, if some webhook hears of one of them now and until the transaction ends; else none."""
    happened = sorted({(one.verb, one.context) for one in activities})
    hearing = reduce(or_, (Webhook.objects.that_hear(verb, context) for verb, context in happened))
    return activities if _is_any(hearing) else []


def _is_any(hearing: WebhookQuerySet) -> bool:
    look, values = hearing.values("pk")[:1].query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"select pg_advisory_xact_lock_shared(hashtextextended(%s, 0)); {look}", [_LOCK, *values]
        )
        cursor.nextset()
        return cursor.fetchone() is not None


def let_nobody_record() -> None:
    """Until the transaction ends, which then makes a webhook hear more than before. Take it before any other lock."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [_LOCK])
