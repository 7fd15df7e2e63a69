"""Reaching: which addresses take none, by what came back from them (RFC 3463, RFC 3464)."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Count, Q
from django.db.models.functions import Lower

from folkmoot.kit import clock

from .models import Bounce

MOST = 3  # letters that came back for now ...
WITHIN = timedelta(days=14)  # ... within so many days, before we stop writing


def out_of_reach(addresses: Iterable[str]) -> set[str]:
    """Those of these addresses, in lower case, to which nothing is sent: one permanent failure, or too many others."""
    lowered = {address.lower() for address in addresses}
    recent = Q(is_permanent=False, came_at__gt=clock.now() - WITHIN)
    counted = (
        Bounce.objects.annotate(lowered=Lower("address"))
        .filter(lowered__in=lowered)
        .values_list("lowered")
        .annotate(for_good=Count("pk", filter=Q(is_permanent=True)), for_now=Count("pk", filter=recent))
    )
    return {address for address, for_good, for_now in counted if for_good or for_now >= MOST}


def last_bounce(address: str | None) -> Bounce | None:
    """What came back last from an address that we do not write to any more; None if we do."""
    if not address or not out_of_reach([address]):
        return None
    return Bounce.objects.filter(address__iexact=address).order_by("-came_at", "-pk").first()
