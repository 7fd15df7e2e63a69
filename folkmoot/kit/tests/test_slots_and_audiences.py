"""Rooms fill slots and name audiences; the page and notices do not know them."""

import pytest
from django.test import RequestFactory

from folkmoot.kit import audiences, slots
from folkmoot.kit.audiences import Occasion
from folkmoot.kit.pages import filled_by
from folkmoot.kit.slots import Filling, fillers_of, fills


@pytest.fixture(autouse=True)
def _left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "_fillers", slots.defaultdict(dict))
    monkeypatch.setattr(slots, "_in_order", {})
    monkeypatch.setattr(audiences, "_audiences", {})


def test_fillings_come_in_their_order_and_none_leaves_the_slot_empty() -> None:
    @fills("ideas.idea.below", order=60)
    def later(request: object, thing: str) -> Filling:
        return Filling("late.html", {"thing": thing})

    @fills("ideas.idea.below", order=20)
    def first(request: object, thing: str) -> Filling:
        return Filling("first.html")

    @fills("ideas.idea.below")
    def silent(request: object, thing: str) -> None:
        return None

    request = RequestFactory().get("/")
    found = [filler.fill(request, "an idea") for filler in fillers_of("ideas.idea.below")]
    assert [one.template if one else None for one in found] == ["first.html", None, "late.html"]
    assert filled_by(fillers_of("ideas.idea.below")[1], request, "an idea") == ""
    assert slots.filled_slots() == {"ideas.idea.below"}


def test_a_slot_that_nobody_fills_is_empty() -> None:
    assert fillers_of("nobody") == []


def test_several_rooms_name_those_whom_a_verb_concerns() -> None:
    @audiences.tells("idea.decided", Occasion.DUTY)
    def authors(activity: object) -> list[int]:
        return [7]

    @audiences.tells("idea.decided")
    def supporters(activity: object) -> list[int]:
        return [7, 8]

    audience = audiences.audience_of("idea.decided")
    assert audience is not None
    assert audience(None) == {7: Occasion.DUTY, 8: Occasion.CHANGE}
    assert audiences.audience_of("idea.viewed") is None
    assert audiences.told_verbs() == {"idea.decided"}
