"""The past of themes: what a run changed, in rows that stay, and in the stream what followers want to hear."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from folkmoot.activity.stream import record
from folkmoot.domains.communities.models import Community
from folkmoot.domains.intelligence import activities
from folkmoot.domains.intelligence.models import Happening, Theme, ThemeEvent

if TYPE_CHECKING:
    from .keeping import Homes

#: Of a theme's voices, the share that must come from one other, or go to one other, to be a split or a merge.
MOST = 0.5


@dataclass
class Before:
    """The themes that stood before a run, and in which of them each subject was found."""

    themes: Sequence[Theme]
    homes: dict[str, int]
    returned: list[Theme] = field(default_factory=list)


def remember(
    community: Community,
    before: Before,
    themes: Sequence[Theme],
    gone: Sequence[Theme],
    homes: "Homes",
    *,
    at: datetime,
) -> None:
    """Compare where each voice was found with where it is found now."""
    now: dict[int, list[str]] = defaultdict(list)
    for theme, text in homes:
        now[theme.pk].append(text.subject)
    stood = {theme.pk for theme in before.themes if not theme.is_rest and not theme.is_small_talk}
    events = []
    for theme in themes:
        events += _of_one(theme, now[theme.pk], before, stood, at=at)
    for theme in gone:
        if theme.pk in stood:
            events += _of_gone(theme, before, homes, themes, at=at)
    ThemeEvent.objects.bulk_create(events)
    _tell(community, events, is_first=not before.homes)


def _of_one(
    theme: Theme, subjects: Sequence[str], before: Before, stood: set[int], *, at: datetime
) -> list[ThemeEvent]:
    def event(kind: Happening, count: int, other: Theme | None = None, of: Theme = theme) -> ThemeEvent:
        return ThemeEvent(theme=of, kind=kind, count=count, size=of.size, other=other, at=at)

    size = len(subjects)
    if theme.pk not in stood:
        origins = Counter(before.homes.get(one) for one in subjects)
        pk, count = next(((pk, n) for pk, n in origins.most_common() if pk in stood), (None, 0))
        parent = next((one for one in before.themes if one.pk == pk), None)
        if parent is not None and count >= MOST * size:
            return [
                event(Happening.SPLIT, count, other=parent),
                event(Happening.SPLIT, count, other=theme, of=parent),
            ]
        return [event(Happening.BORN, size)]
    if theme in before.returned:
        return [event(Happening.RETURNED, size)]
    new = sum(one not in before.homes for one in subjects)
    lost = sum(pk == theme.pk for pk in before.homes.values()) + new - size
    if new:
        return [event(Happening.GREW, new)]
    return [event(Happening.SHRANK, lost)] if lost > 0 else []


def _of_gone(
    theme: Theme, before: Before, homes: "Homes", themes: Sequence[Theme], *, at: datetime
) -> list[ThemeEvent]:
    """What is not found any more went into another theme, or is spread."""
    went = Counter(now.pk for now, text in homes if before.homes.get(text.subject) == theme.pk)
    by_key = {one.pk: one for one in themes}
    pk, count = next(((pk, n) for pk, n in went.most_common() if pk in by_key), (None, 0))
    if pk is not None and count >= MOST * max(1, went.total()):
        into = by_key[pk]
        return [
            ThemeEvent(theme=theme, kind=Happening.MERGED, count=count, other=into, at=at),
            ThemeEvent(theme=into, kind=Happening.MERGED, count=count, size=into.size, other=theme, at=at),
        ]
    return [ThemeEvent(theme=theme, kind=Happening.RETIRED, count=went.total(), at=at)]


TOLD = {
    Happening.GREW: activities.GREW,
    Happening.SPLIT: activities.SPLIT,
    Happening.MERGED: activities.MERGED,
}


def _tell(community: Community, events: Sequence[ThemeEvent], *, is_first: bool) -> None:
    """One activity for each theme and kind. When a community is grouped first, all is new and nothing happened."""
    told: set[tuple[int, str]] = set()
    for event in events:
        verb = TOLD.get(Happening(event.kind))
        # Of a split and a merge, the theme that stood before tells; the other has no followers yet.
        if verb is None or is_first or (event.theme_id, event.kind) in told:
            continue
        told.add((event.theme_id, event.kind))
        record(
            verb,
            actor="",
            object=event.theme,
            target=event.other or "",
            context=community,
            count=event.count,
            size=event.size,
        )
