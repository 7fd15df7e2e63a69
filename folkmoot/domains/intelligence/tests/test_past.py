"""The past of themes: born, grew, split, merged, named, retired, each once and for good."""

import numpy as np
import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.activity.models import Activity
from folkmoot.domains.intelligence import actions
from folkmoot.domains.intelligence.matching import match_by_voices
from folkmoot.domains.intelligence.models import Grouping, Theme, ThemeEvent, ThemeMember, Understanding
from folkmoot.kit.refs import ref

from .worlds import publish, speak


@pytest.fixture
def spoken(garden, ada, work):
    given = speak(garden, ada)
    work()
    return given


def theme_of(thing) -> Theme:
    return ThemeMember.objects.get(subject=ref(thing)).theme


def past(theme: Theme) -> list[tuple[str, int]]:
    return list(theme.events.order_by("id").values_list("kind", "count"))


def read_as(things, like) -> None:
    """As if the model had read the same in these things as in another."""
    vector = Understanding.objects.get(subject=ref(like)).vector
    draw = np.random.default_rng(1)
    for thing in things:
        near = vector + 0.02 * draw.normal(size=384).astype(np.float32)
        Understanding.objects.filter(subject=ref(thing)).update(vector=near / np.linalg.norm(near))


def test_found_first_all_are_born_and_nothing_is_told(spoken):
    assert [past(theme) for theme in Theme.objects.real()] == [[("born", 5)]] * 3
    assert not Activity.objects.filter(verb__startswith="intelligence.theme.").exists()


def test_new_voices_make_a_theme_grow_which_is_told_once_with_their_number(
    garden, spoken, ada, work, happened
):
    for n in range(2):
        publish(garden, ada, f"One more bench in the park, number {n}")
    work()
    theme = theme_of(spoken[0])
    assert past(theme) == [("born", 5), ("grew", 2)]
    told = Activity.objects.get(verb="intelligence.theme.grew")
    assert (told.object, told.details["count"], told.details["size"]) == (ref(theme), 2, 7)
    actions.find_themes_in(garden)
    assert past(theme) == [("born", 5), ("grew", 2)]


def test_two_that_became_one_are_merged_and_both_say_so(garden, spoken, happened):
    benches, buses = theme_of(spoken[0]), theme_of(spoken[5])
    read_as(spoken[:10], like=spoken[0])
    Grouping.objects.update(fresh_size=1)
    actions.find_themes_in(garden)

    stays = theme_of(spoken[0])
    assert theme_of(spoken[5]) == stays
    gone = ({benches, buses} - {stays}).pop()
    gone.refresh_from_db()
    assert gone.retired_at is not None
    assert past(gone)[-1] == ("merged", 5)
    assert past(stays)[-1] == ("merged", 5)
    assert stays.events.last().other == gone
    assert happened("intelligence.theme.merged", object=gone)


def test_one_that_fell_apart_is_split_and_the_larger_part_goes_on(garden, ada, work, happened):
    spoken = speak(garden, ada)
    from folkmoot.domains.intelligence import tasks  # noqa: PLC0415

    tasks.understand_what_waits()
    read_as(spoken[:8], like=spoken[0])
    read_as(spoken[8:10], like=spoken[12])
    actions.find_themes_in(garden)
    whole = theme_of(spoken[0])
    assert theme_of(spoken[5]) == whole
    read_as(spoken[5:8], like=spoken[5 + 1])
    rows = Understanding.objects.filter(subject__in=[ref(one) for one in spoken[5:8]])
    other = np.zeros(384, np.float32)
    other[7] = 1
    rows.update(vector=other)
    Grouping.objects.update(fresh_size=1)
    actions.find_themes_in(garden)

    part = theme_of(spoken[5])
    assert part != whole
    assert theme_of(spoken[0]) == whole
    assert past(part)[0] == ("split", 3)
    assert ("split", 3) in past(whole)
    assert happened("intelligence.theme.split", object=whole, target=part)


def test_what_people_do_is_in_the_past_with_their_name(garden, spoken, mia, client):
    theme = theme_of(spoken[0])
    actions.name_theme(theme, by=mia, name="Places to sit")
    actions.merge(theme_of(spoken[5]), by=mia, into=theme)
    page = client.get(theme.get_absolute_url()).text
    assert "What happened to it" in page
    assert "by Mia" in page
    assert "Merged, with 5 voices" in page
    assert "Found, with 5 voices" in page


def test_the_past_cannot_be_changed(spoken):
    for change in (lambda: ThemeEvent.objects.update(count=9), lambda: ThemeEvent.objects.all().delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


@given(st.lists(st.lists(st.sampled_from([1, 2, 3, None]), max_size=8), max_size=4))
def test_each_theme_goes_on_in_one_at_most(now):
    found = match_by_voices([1, 2, 3], now)
    assert len(set(found.values())) == len(found)
    for number, before in found.items():
        assert [1, 2, 3][before] in now[number]


def test_a_theme_with_all_its_voices_goes_on_however_much_it_grew():
    assert match_by_voices([7], [[7, 7, *[None] * 50]]) == {0: 0}
    assert match_by_voices([7], [[7, 7, 7], [7, 7]]) == {0: 0}
