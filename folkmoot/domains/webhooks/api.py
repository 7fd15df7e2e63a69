"""Doors for programs: webhooks, their secrets, what they delivered."""

from datetime import UTC, datetime
from typing import Annotated, Any

from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from folkmoot.domains.communities.models import Community
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.answers import Refused
from folkmoot.kit.bearers import Token
from folkmoot.kit.cursors import Asked, sheet
from folkmoot.kit.shapes import NO_NUL, SOME_WORDS, Closed, Key, May, Slug
from folkmoot.kit.shapes import may_of as answers_of
from folkmoot.kit.sparse import wants

from . import actions, tasks
from .models import Attempt, Dispatch, Outcome, Webhook
from .offered import offered_verbs
from .showing import may, words_of, words_of_attempt

router = Router(tags=["webhooks"])
VERB = r"^[a-z_]{1,40}(\.[a-z_]{1,40}){1,3}$"
VerbName = Annotated[str, Field(pattern=VERB, max_length=100)]


class WebhookShape(Schema):
    """Without ``verbs`` it hears of all events; without ``community``, everywhere. ``why`` says why we disabled it."""

    id: int
    name: str
    address: str
    community: str
    verbs: list[str]
    has_words: bool
    state: str
    why: str
    made_at: datetime
    failing_since: datetime | None
    old_secret_until: datetime | None
    edit_number: int
    may: dict[str, May] = {}
    url: str


class WebhookSheet(Schema):
    items: list[WebhookShape]
    next: str


class NewWebhook(Closed):
    """``address`` begins with ``https://``. ``has_words``: names and sentences go out beside the pointers."""

    name: str = Field(max_length=80, pattern=SOME_WORDS)
    address: str = Field(max_length=500, pattern=NO_NUL)
    community: Slug = ""
    verbs: list[VerbName] = Field([], max_length=200)
    has_words: bool = False


class ChangedWebhook(Closed):
    """All of it as it is to be. ``after`` is the ``edit_number`` that you saw."""

    name: str = Field(max_length=80, pattern=SOME_WORDS)
    address: str = Field(max_length=500, pattern=NO_NUL)
    verbs: list[VerbName] = Field([], max_length=200)
    has_words: bool = False
    after: int | None = Field(None, ge=0, lt=2**31)


class SecretShape(Schema):
    """``secret`` is shown this once."""

    id: int
    secret: str


class HookEventShape(Schema):
    verb: str
    words: str


class HookEventSheet(Schema):
    items: list[HookEventShape]
    next: str


class AttemptShape(Schema):
    """``status`` is missing where nothing was answered. ``answer`` is the beginning of what was, at most a kilobyte."""

    at: datetime
    status: int | None
    ms: int
    words: str
    answer: str


class DispatchShape(Schema):
    """``message`` is the ``webhook-id`` of all its attempts."""

    id: int
    message: str
    activity: int
    verb: str
    is_test: bool
    outcome: str
    made_at: datetime
    next_at: datetime | None
    ended_at: datetime | None
    attempts: list[AttemptShape]


class DispatchSheet(Schema):
    items: list[DispatchShape]
    next: str


class DeliveriesAsked(Asked):
    outcome: str = Field("", pattern=f"^({'|'.join(Outcome.values)})?$")
    verb: str = Field("", pattern=rf"^$|{VERB}", max_length=100)


class Replay(Closed):
    """One delivery, or all that failed since a moment; without either, all that failed, a thousand at most."""

    delivery: Key | None = None
    since: datetime | None = None


class Queued(Schema):
    deliveries: int


@router.get("/webhooks/", response=WebhookSheet, url_name="webhooks", auth=Token())
def read_webhooks(request: SignedInRequest, asked: Query[Asked]) -> dict[str, object]:
    """Your webhooks, the newest first; administrators see all."""
    found, after = sheet(_visible(request), asked, by="made_at", newest_first=True)
    return {"items": [_shown(request, one) for one in found], "next": after}


@router.post("/webhooks/", response={201: SecretShape}, url_name="webhooks")
def register_webhook(request: SignedInRequest, new: NewWebhook) -> Status[dict[str, object]]:
    """Have another system told; for managers of a community, and for administrators. Its secret is shown this once."""
    visible, asked = Community.objects.visible_to(request.user), new.dict()
    slug = asked.pop("community")
    community = get_object_or_404(visible, slug=slug) if slug else None
    webhook, secret = actions.register(by=request.user, community=community, **asked)
    return Status(201, {"id": webhook.pk, "secret": secret})


@router.get("/webhooks/events/", response=HookEventSheet, url_name="webhook_events", auth=Token())
def read_webhook_events(request: HttpRequest) -> dict[str, object]:
    """What a webhook can hear of. One sheet."""
    items = [{"verb": verb, "words": words_of(verb)} for verb in sorted(offered_verbs())]
    return {"items": items, "next": ""}


@router.get("/webhooks/{int:pk}/", response=WebhookShape, url_name="webhook", auth=Token())
def read_webhook(request: SignedInRequest, pk: int) -> dict[str, object]:
    """One webhook, without its secret."""
    return _shown(request, _seen(request, pk))


@router.put("/webhooks/{int:pk}/", response=WebhookShape, url_name="webhook")
def change_webhook(request: SignedInRequest, pk: int, changed: ChangedWebhook) -> dict[str, object]:
    """Another name, address or choice of events. 409 if it was changed after what you saw."""
    actions.change(_seen(request, pk), by=request.user, **changed.dict())
    return read_webhook(request, pk)


@router.delete("/webhooks/{int:pk}/", response={204: None}, url_name="webhook")
def remove_webhook(request: SignedInRequest, pk: int) -> None:
    """It is gone at once, with its secret and its log."""
    actions.remove(_seen(request, pk), by=request.user)


@router.post("/webhooks/{int:pk}/rotate/", response=SecretShape, url_name="rotate_webhook")
def rotate_webhook(request: SignedInRequest, pk: int) -> dict[str, object]:
    """A new secret, shown this once; the one before signs beside it for 24 hours."""
    return {"id": pk, "secret": actions.rotate(_seen(request, pk), by=request.user)}


@router.post("/webhooks/{int:pk}/pause/", response=WebhookShape, url_name="pause_webhook")
def pause_webhook(request: SignedInRequest, pk: int) -> dict[str, object]:
    """Send nothing; what happens meanwhile is not told."""
    actions.pause(_seen(request, pk), by=request.user)
    return read_webhook(request, pk)


@router.post("/webhooks/{int:pk}/resume/", response=WebhookShape, url_name="resume_webhook")
def resume_webhook(request: SignedInRequest, pk: int) -> dict[str, object]:
    """Send again, what waited first."""
    with transaction.atomic():
        tasks.queue(actions.resume(_seen(request, pk), by=request.user))
    return read_webhook(request, pk)


@router.post("/webhooks/{int:pk}/test/", response={202: Queued}, url_name="test_webhook")
def test_webhook(request: SignedInRequest, pk: int) -> Status[dict[str, object]]:
    """Send an event that is none; what came of it stands among the deliveries."""
    with transaction.atomic():
        made = actions.test(_seen(request, pk), by=request.user)
        tasks.queue(made)
    return Status(202, {"deliveries": len(made)})


@router.get("/webhooks/{int:pk}/deliveries/", response=DispatchSheet, url_name="deliveries", auth=Token())
def read_deliveries(request: SignedInRequest, pk: int, asked: Query[DeliveriesAsked]) -> dict[str, object]:
    """What was sent in thirty days and what was answered, the newest first."""
    found = _seen(request, pk).deliveries.prefetch_related("attempts")
    for name in ("outcome", "verb"):
        if value := getattr(asked, name):
            found = found.filter(**{name: value})
    rows, after = sheet(found, asked, by="made_at", newest_first=True)
    return {"items": [_delivery(one) for one in rows], "next": after}


@router.post("/webhooks/{int:pk}/replay/", response={202: Queued}, url_name="replay_webhook")
def replay_deliveries(request: SignedInRequest, pk: int, asked: Replay) -> Status[dict[str, object]]:
    """Send again, with the same ids."""
    webhook = _seen(request, pk)
    one = get_object_or_404(webhook.deliveries, pk=asked.delivery) if asked.delivery else None
    with transaction.atomic():
        again = actions.replay(webhook, by=request.user, delivery=one, since=_moment(asked.since))
        tasks.queue(again)
    return Status(202, {"deliveries": len(again)})


def _moment(since: datetime | None) -> datetime | None:
    """Without a zone it is that of UTC. Refused where no clock of ours can have stood."""
    if since is not None and not 1970 <= since.year < 3000:
        raise Refused(_("This is no day."))
    return since.replace(tzinfo=UTC) if since and not since.tzinfo else since


def _visible(request: SignedInRequest) -> Any:
    return Webhook.objects.visible_to(request.user).select_related("owner", "community").with_tests()


def _seen(request: SignedInRequest, pk: int) -> Webhook:
    found: Webhook = get_object_or_404(_visible(request), pk=pk)
    return found


def _shown(request: SignedInRequest, one: Webhook) -> dict[str, object]:
    names = (
        "name",
        "address",
        "verbs",
        "has_words",
        "state",
        "why",
        "made_at",
        "failing_since",
        "edit_number",
    )
    return {
        "id": one.pk,
        **{name: getattr(one, name) for name in names},
        "community": one.community.slug if one.community else "",
        "old_secret_until": one.old_until,
        "may": answers_of(**may(request.user, one)) if wants(request, "may") else {},
        "url": one.get_absolute_url(),
    }


def _delivery(one: Dispatch) -> dict[str, object]:
    names = ("message", "verb", "is_test", "outcome", "made_at", "ended_at")
    return {
        "id": one.pk,
        **{name: getattr(one, name) for name in names},
        "activity": one.activity_id,
        "next_at": one.next_at if one.outcome == Outcome.WAITING else None,
        "attempts": [_attempt(attempt) for attempt in one.attempts.all()],
    }


def _attempt(one: Attempt) -> dict[str, object]:
    words = words_of_attempt(one)
    return {"at": one.at, "status": one.status, "ms": one.ms, "words": words, "answer": one.answer}
