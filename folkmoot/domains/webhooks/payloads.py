"""What is sent: an activity in the words of W3C ActivityStreams 2.0, as far as the owner of the webhook may see it."""

import json
from datetime import UTC
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from folkmoot.activity.models import Activity
from folkmoot.activity.telling import ROLES, Told, tell_apart

from .models import Dispatch


def body_of(delivery: Dispatch) -> bytes | None:
    """The payload, or None where its owner sees nothing (any more): it is gone, hidden, or behind a door."""
    owner, found = delivery.webhook.owner, Activity.objects.filter(pk=delivery.activity_id)
    # A test is about the webhook itself, which is its owner's own affair.
    activity = (found if delivery.is_test else found.visible_to(owner)).first()
    if activity is None:
        return None
    with translation.override(owner.language or settings.LANGUAGE_CODE):
        (told,) = tell_apart([activity], to=owner.pk)
        if told.is_hidden or told.is_gone:
            return None
        payload = _payload(told, has_words=delivery.webhook.has_words)
    return json.dumps(payload, separators=(",", ":"), ensure_ascii=False).encode()


def _payload(told: Told[Activity], *, has_words: bool) -> dict[str, Any]:
    one = told.what
    data: dict[str, Any] = {"id": one.pk, **{role: getattr(one, role) for role in ROLES}}
    if has_words:
        data |= {"sentence": told.sentence, "name": told.about}
    data["links"] = {"page": settings.URL + told.path, "api": settings.URL + _api(one)}
    at = one.happened_at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return {"type": one.verb, "timestamp": at, "data": data}


def _api(one: Activity) -> str:
    """Where a program reads the object; where none is read by itself, what happened to it."""
    kind, _slash, pk = one.object.partition("/")
    try:
        return reverse(f"api:{kind.partition('.')[2]}", args=[int(pk)])
    except (NoReverseMatch, ValueError):
        return f"{reverse('api:activity')}?{urlencode({'about': one.object})}"
