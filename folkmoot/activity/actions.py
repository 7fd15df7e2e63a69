"""The one thing that is written beside the stream itself: who has heard it."""

from .models import Activity, Receipt


def take_receipt(activity: Activity, *, listener: str) -> bool:
    """True for the first time only; a second worker waits here until the first has committed."""
    return Receipt.objects.get_or_create(activity_id=activity.pk, listener=listener)[1]
