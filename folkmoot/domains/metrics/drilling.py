"""Drilling down: the things behind a figure, with their names and pages as the reader may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from folkmoot.kit.oversight import is_shown_to
from folkmoot.kit.refs import load

from .figures import Item
from .kpis import items_of
from .questions import Question
from .showing import Shown, written

SHEET = 50


@dataclass(frozen=True)
class Line:
    """An item in words; without a path where the thing is gone or hidden."""

    item: Item
    name: str
    path: str
    actor: str
    value: str


def sheet_of(asked: Question, one: Shown, reader: Any, *, number: int) -> tuple[list[Line], bool]:
    """One sheet of the items behind a figure, beginning with 1; and whether another follows."""
    after = (number - 1) * SHEET
    items = items_of(one.name, asked.scope.stream, asked.day, most=SHEET + 1, after=after)
    return lines_of(items[:SHEET], one, reader), len(items) > SHEET


def lines_of(items: Sequence[Item], one: Shown, reader: Any) -> list[Line]:
    """One query per kind of thing, however many items."""
    things = load(pointer for item in items for pointer in (item.ref, item.actor))
    me = reader.pk if reader.is_authenticated else None
    return [_line(item, things, one, me) for item in items]


def _line(item: Item, things: dict[str, Any], one: Shown, me: int | None) -> Line:
    thing = things.get(item.ref)
    if thing is None:
        name, path = _("something that is gone"), ""
    elif not is_shown_to(me, thing):
        name, path = _("something that moderation hides"), ""
    else:
        name, path = str(thing), thing.get_absolute_url()
    value = written(item.value, one.kpi.unit) if item.value is not None else item.day
    return Line(item, name, path, str(things.get(item.actor, "")), value)
