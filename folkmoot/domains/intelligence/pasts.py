"""The past of a theme in plain words, newest first, with what can still be undone."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Happening, Theme, ThemeEvent

SHOWN = 30


@dataclass(frozen=True)
class Step:
    """One thing that happened: its words, the other theme that it concerns, who did it, and how large it was then."""

    words: str
    other: Theme | None
    by: str
    size: int
    at: datetime
    undoes: Theme | None  # the merged theme that can be taken apart again


def past_of(theme: Theme) -> list[Step]:
    """The last thirty things that happened to it."""
    events = theme.events.select_related("other", "by").order_by("-id")[:SHOWN]
    return [_step(event) for event in events]


def _step(event: ThemeEvent) -> Step:
    other = event.other
    is_merged_here = (
        event.kind == Happening.MERGED and other is not None and other.merged_into_id == event.theme_id
    )
    by = event.by.name if event.by is not None else ""
    return Step(_words(event), other, by, event.size, event.at, other if is_merged_here else None)


def _words(event: ThemeEvent) -> str:
    count = event.count
    voices = ngettext("%(num)s voice", "%(num)s voices", count) % {"num": count}
    says = {
        Happening.BORN: _("Found, with %(voices)s"),
        Happening.GREW: _("%(voices)s joined"),
        Happening.SHRANK: _("%(voices)s left, for other themes or for good"),
        Happening.SPLIT: _("%(voices)s split off"),
        Happening.MERGED: _("Merged, with %(voices)s"),
        Happening.UNMERGED: _("Taken apart again, %(voices)s"),
        Happening.NAMED: _("Named"),
        Happening.ASIDE: _("Set aside"),
        Happening.TAKEN_UP: _("Taken up again"),
        Happening.RETIRED: _("Not found any more; its %(voices)s are in other themes"),
        Happening.RETURNED: _("Found again, with %(voices)s"),
    }
    said: str = says[Happening(event.kind)]
    return said % {"voices": voices} if "%" in said else said
