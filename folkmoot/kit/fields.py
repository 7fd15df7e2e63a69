"""Fields: what a page needs to know of a form's field to draw it."""

from collections.abc import Iterable
from typing import Any

from django.forms import BaseForm, BoundField, CheckboxInput, RadioSelect, Textarea


def kind(field: BoundField) -> str:
    """``tiles`` for radios, ``choice`` for one box, ``text`` for all else."""
    widget = field.field.widget
    if isinstance(widget, RadioSelect):
        return "tiles"
    return "choice" if isinstance(widget, CheckboxInput) else "text"


def control(field: BoundField, has_hint: bool, attributes: dict[str, Any]) -> str:
    """The control itself, told by its attributes where its hint and its error are."""
    at = field.auto_id or field.html_name
    described = [f"{at}-hint"] * has_hint + [f"{at}-error"] * bool(field.errors)
    attrs: dict[str, Any] = {
        name.replace("_", "-"): value for name, value in attributes.items() if value not in (None, "")
    }
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if isinstance(field.field.widget, Textarea):
        attrs.setdefault("rows", 5)
    return field.as_widget(attrs=attrs)


def options(given: Iterable[Any]) -> list[dict[str, Any]]:
    """Options of tiles and menus in one form, from pairs or from dicts with value, label, icon, key."""
    empty = {"icon": "", "key": "", "hint": ""}
    return [
        empty | (one if isinstance(one, dict) else dict(zip(("value", "label"), one, strict=True)))
        for one in given
    ]


def give_back(form: BaseForm, because: Exception, *, after: int) -> None:
    """Show the form again with the words that were sent, why they were not taken, and the newest number seen."""
    form.add_error(None, str(because))
    form.data = {**form.data.dict(), "after": str(after)}  # type: ignore[attr-defined]
