"""Doors for programs: what I was told, and how I want to be told."""

from datetime import datetime, time

from ninja import Field, Query, Router, Schema

from folkmoot.activity.telling import Told, tell_apart
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.audiences import Occasion
from folkmoot.kit.cursors import Asked, sheet
from folkmoot.kit.shapes import Closed

from . import actions
from .models import OCCASIONS, Notice
from .pacing import Pace
from .ways import hours_of, preferred, usual

router = Router(tags=["notices"])


class NoticeShape(Schema):
    """Why you were told is the ``occasion``; ``seen_at`` is empty until you look."""

    id: int
    verb: str
    sentence: str
    occasion: str
    actor: str
    object: str
    made_at: datetime
    seen_at: datetime | None
    url: str


class NoticeSheet(Schema):
    items: list[NoticeShape]
    next: str


class NoticesAsked(Asked):
    unseen: bool = False


class SeenShape(Schema):
    seen: int


class WishShape(Closed):
    occasion: Occasion
    pace: Pace
    is_pushed: bool


class QuietShape(Closed):
    """Full hours; those of the night go over midnight."""

    from_hour: int = Field(ge=0, le=23)
    until_hour: int = Field(ge=0, le=23)


class PreferencesShape(Closed):
    """``digest_weekday`` 0 is Monday. Hours are those of your time zone."""

    occasions: list[WishShape] = Field(max_length=20)
    digest_hour: int = Field(ge=0, le=23)
    digest_weekday: int = Field(ge=0, le=6)
    quiet: QuietShape | None = None


@router.get("/notices/", response=NoticeSheet, url_name="notices")
def read_notices(request: SignedInRequest, asked: Query[NoticesAsked]) -> dict[str, object]:
    """What you were told, the newest first."""
    mine = Notice.objects.of(request.user)
    items, after = sheet(mine.unseen() if asked.unseen else mine, asked, by="made_at", newest_first=True)
    told = tell_apart(items, to=request.user.pk)
    return {"items": [_notice(one) for one in told], "next": after}


@router.post("/notices/see/", response=SeenShape, url_name="see")
def see_notices(request: SignedInRequest) -> dict[str, int]:
    """You have looked at all of them; how many were new."""
    return {"seen": actions.see(request.user)}


@router.get("/notices/preferences/", response=PreferencesShape, url_name="prefer")
def read_preferences(request: SignedInRequest) -> dict[str, object]:
    """How you are told of each occasion, and at which hours."""
    me = request.user.pk
    wanted, hours = preferred([me]), hours_of([me])[me]
    ways = {occasion: wanted.get((me, occasion), usual(occasion)) for occasion, _label in OCCASIONS}
    occasions = [
        {"occasion": occasion, "pace": pace, "is_pushed": is_pushed}
        for occasion, (pace, is_pushed) in ways.items()
    ]
    quiet = None
    if hours.quiet_from is not None and hours.quiet_until is not None:
        quiet = {"from_hour": hours.quiet_from.hour, "until_hour": hours.quiet_until.hour}
    told = {name: getattr(hours, name) for name in ("digest_hour", "digest_weekday")}
    return {"occasions": occasions, "quiet": quiet, **told}


@router.put("/notices/preferences/", response=PreferencesShape, url_name="prefer")
def prefer_notices(request: SignedInRequest, wish: PreferencesShape) -> dict[str, object]:
    """Be told so from now on. Occasions that are not named stay as they are."""
    paces = {str(one.occasion): str(one.pace) for one in wish.occasions}
    pushed = [str(one.occasion) for one in wish.occasions if one.is_pushed]
    actions.prefer(
        by=request.user,
        paces=paces,
        pushed=pushed,
        digest_hour=wish.digest_hour,
        digest_weekday=wish.digest_weekday,
        quiet_from=time(wish.quiet.from_hour) if wish.quiet else None,
        quiet_until=time(wish.quiet.until_hour) if wish.quiet else None,
    )
    return read_preferences(request)


def _notice(told: Told[Notice]) -> dict[str, object]:
    one = told.what
    return {
        "id": one.pk,
        "verb": one.verb,
        "sentence": told.sentence,
        "occasion": one.occasion,
        "actor": one.actor,
        "object": one.object,
        "made_at": one.made_at,
        "seen_at": one.seen_at,
        "url": told.path,
    }
