"""The one thing that is written beside the stream itself: who has heard it."""

from django.db import connection

from .models import Activity

_TAKE = """
insert into activity_receipt (activity_id, listener, heard_at) values (%s, %s, now())
on conflict on constraint a_listener_hears_an_activity_once do nothing
"""


def take_receipt(activity: Activity, *, listener: str) -> bool:
    """True for the first time only; a second worker waits here until the first has committed."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [activity.pk, listener])
        return bool(cursor.rowcount)
