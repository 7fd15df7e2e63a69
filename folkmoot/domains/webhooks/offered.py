"""The verbs that a webhook can hear: all that can happen in a community, by the room it happens in."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.activity.vocabulary import VERBS

#: Rooms whose verbs are about people and this house itself, and happen in no community.
_ELSEWHERE = {"activity", "agreements", "following", "notices", "people", "privacy", "webhooks"}


def offered_verbs() -> set[str]:
    return {name for name in VERBS if name.partition(".")[0] not in _ELSEWHERE}


def by_room() -> dict[str, list[str]]:
    """The names of the verbs by that of their room, both in order."""
    rooms: dict[str, list[str]] = {}
    for name in sorted(offered_verbs()):
        rooms.setdefault(name.partition(".")[0], []).append(name)
    return rooms


#: Rooms by what people call what happens in them; a room that is not here goes by its own name.
_LABELS: dict[str, Promise] = {
    "channels": _("Imports and authors"),
    "communities": _("Communities"),
    "discussions": _("Comments and answers"),
    "ideas": _("Ideas"),
    "insights": _("Insights and delivery"),
    "intelligence": _("Themes"),
    "metrics": _("Targets"),
    "moderation": _("Moderation"),
}


def label_of(room: str) -> str:
    return str(_LABELS.get(room, room.capitalize()))
