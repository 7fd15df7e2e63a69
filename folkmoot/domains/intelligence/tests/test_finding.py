"""Themes are found, found again, named and corrected by people."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from procrastinate.contrib.django.models import ProcrastinateJob

from folkmoot.activity.models import Activity
from folkmoot.domains.channels import actions as channels
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.intelligence import actions, rules, tasks
from folkmoot.domains.intelligence.models import Grouping, Theme, ThemeMember, Understanding
from folkmoot.kit.answers import Refused
from folkmoot.kit.refs import ref

from .worlds import BENCHES, BOOKS, BUSES, publish, speak

MAY = {
    "ada": False,
    "ben": False,
    "cleo": True,
    "dan": False,
    "eva": False,
    "fay": False,
    "mia": True,
    "root": True,
}


@pytest.fixture
def spoken(garden, ada, work):
    ideas_given = speak(garden, ada)
    work()
    return ideas_given


def theme_of(thing) -> Theme:
    return ThemeMember.objects.get(subject=ref(thing)).theme


def standing(community):
    return Theme.objects.filter(community=community, is_rest=False).standing()


def test_each_subject_is_a_theme_with_its_words_and_quotes(garden, spoken):
    themes = list(standing(garden).largest_first())

    assert len(themes) == 3
    quotes = [{quote for _subject, quote in theme.voices()} for theme in themes]
    assert sorted(map(sorted, quotes)) == sorted(map(sorted, [BENCHES, BUSES, BOOKS]))
    assert all(theme.size == 5 and theme.name for theme in themes)
    assert {"bench", "bus", "libr"} <= {
        word[:n] for t in themes for word in " ".join(t.words).split() for n in (3, 4, 5)
    }
    assert themes[0].model == "folkmoot-themes 2"


def test_every_voice_is_in_one_theme_or_in_the_rest(garden, ada, spoken, work):
    publish(garden, ada, "Más árboles en la calle mayor", "Hace mucho calor en verano y no hay sombra.")
    work()

    rest = Theme.objects.get(community=garden, is_rest=True)
    assert ThemeMember.objects.count() == 16
    assert rest.size == rest.members.count() == 1
    assert sum(theme.size for theme in Theme.objects.standing()) == 16


def test_the_stream_knows_counts_and_no_words(garden, spoken):
    found = Activity.objects.of("intelligence.themes.found").get()
    assert found.details == {
        "themes": 3,
        "voices": 15,
        "without": 0,
        "is_fresh": True,
        "model": found.details["model"],
    }


def test_a_new_voice_joins_its_theme_and_nothing_else_moves(garden, ada, spoken, work):
    before = dict(ThemeMember.objects.values_list("subject", "theme_id"))
    fresh = publish(garden, ada, "Paint the benches of the park green")
    work()

    after = dict(ThemeMember.objects.values_list("subject", "theme_id"))
    assert theme_of(fresh) == theme_of(spoken[0])
    assert {subject: after[subject] for subject in before} == before
    assert Grouping.objects.get().fresh_size == 15


def test_a_community_that_has_grown_by_half_is_grouped_afresh(garden, ada, spoken, work):
    for n in range(8):
        publish(garden, ada, f"The swimming pool is too cold in month {n}")
    work()

    assert Grouping.objects.get().fresh_size == 23
    assert standing(garden).count() == 4


def test_a_theme_keeps_its_identity_when_all_is_grouped_afresh(garden, spoken):
    before = {theme_of(spoken[0]).pk, theme_of(spoken[5]).pk, theme_of(spoken[10]).pk}
    Grouping.objects.update(fresh_size=1)
    actions.find_themes_in(garden)

    assert {theme.pk for theme in standing(garden)} == before


def test_a_theme_that_is_found_no_more_is_retired(garden, ada, spoken, work):
    gone = theme_of(spoken[5])
    for idea in spoken[5:10]:
        ideas.withdraw(idea, by=ada, reason="The buses are better now")
    work()
    actions.find_themes_in(garden)

    gone.refresh_from_db()
    assert (gone.retired_at is not None, gone.size) == (True, 0)
    assert gone not in Theme.objects.standing()


def test_a_named_theme_that_is_found_again_has_its_name_again(garden, ada, mia, spoken, work):
    theme = actions.name_theme(theme_of(spoken[5]), by=mia, name="Getting about")
    for idea in spoken[5:10]:
        ideas.withdraw(idea, by=ada, reason="The buses are better now")
    work()
    actions.find_themes_in(garden)
    for title in BUSES:
        publish(garden, ada, title)
    work()

    theme.refresh_from_db()
    assert (theme.retired_at, theme.name) == (None, "Getting about")
    assert theme.size >= 3


@pytest.mark.parametrize("who", MAY)
def test_managers_and_moderators_may_name_and_move(cast, spoken, who):
    theme, member = theme_of(spoken[0]), ThemeMember.objects.get(subject=ref(spoken[0]))
    assert bool(rules.may_name(cast[who], theme)) is MAY[who]
    assert bool(rules.may_move(cast[who], member, theme_of(spoken[5]))) is MAY[who]


def test_a_name_is_said_in_the_stream_without_its_words(spoken, mia, happened):
    theme = actions.name_theme(theme_of(spoken[0]), by=mia, name="  Places  to sit ")
    assert (theme.name, theme.named_by) == ("Places to sit", mia)
    assert happened("intelligence.theme.named", actor=mia, object=theme)
    assert actions.name_theme(theme, by=mia, name="").name == ", ".join(theme.words[:3])


def test_what_fits_no_theme_has_no_name(garden, spoken, mia):
    with pytest.raises(Refused, match="no name of its own"):
        actions.name_theme(Theme.objects.get(is_rest=True), by=mia, name="Odds and ends")


def test_a_member_is_not_moved_where_it_is_or_elsewhere(garden, workshop, spoken, eva, mia, work):
    speak(workshop, eva)
    work()
    member = ThemeMember.objects.get(subject=ref(spoken[0]))
    with pytest.raises(Refused, match="in that theme already"):
        actions.move(member, by=mia, to=member.theme)
    with pytest.raises(Refused, match="another community"):
        actions.move(member, by=mia, to=standing(workshop).first())
    retired = Theme.objects.create(community=garden, retired_at="2024-01-01T00:00Z", model="x")
    with pytest.raises(Refused, match="not found any more"):
        actions.move(member, by=mia, to=retired)


def test_a_moved_member_is_counted_where_it_is(spoken, mia, happened):
    before, to = theme_of(spoken[0]), theme_of(spoken[5])
    actions.move(ThemeMember.objects.get(subject=ref(spoken[0])), by=mia, to=to)

    before.refresh_from_db()
    to.refresh_from_db()
    assert (before.size, to.size) == (4, 6)
    assert to.voices()[-1][0] == ref(spoken[0])
    assert happened("intelligence.member.moved", actor=mia, object=spoken[0], target=to)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    moved=st.dictionaries(st.integers(0, 14), st.integers(0, 3), max_size=6),
    named=st.dictionaries(st.integers(0, 2), st.sampled_from(["Seats", "Wheels", "Pages"]), max_size=3),
    is_fresh=st.lists(st.booleans(), min_size=1, max_size=3),
)
def test_names_and_moves_survive_every_later_run(garden, spoken, mia, moved, named, is_fresh):
    with transaction.atomic():
        check_that_they_survive(garden, spoken, mia, moved, named, is_fresh)
        transaction.set_rollback(True)  # each example begins with the same themes


def check_that_they_survive(garden, spoken, mia, moved, named, is_fresh):
    themes = list(Theme.objects.filter(community=garden).standing().order_by("is_rest", "pk"))
    assert len(themes) == 4
    names = {themes[n].pk: actions.name_theme(themes[n], by=mia, name=name).name for n, name in named.items()}
    places = {}
    for number, to in moved.items():
        member = ThemeMember.objects.get(subject=ref(spoken[number]))
        if member.theme_id != themes[to].pk:
            actions.move(member, by=mia, to=themes[to])
            places[member.subject] = themes[to].pk
    for fresh in is_fresh:
        Grouping.objects.update(fresh_size=1 if fresh else 15)
        actions.find_themes_in(garden)

    found = dict(ThemeMember.objects.values_list("subject", "theme_id"))
    assert {subject: found[subject] for subject in places} == places
    assert {pk: Theme.objects.get(pk=pk).name for pk in names} == names
    assert set(places.values()) <= set(Theme.objects.standing().values_list("pk", flat=True))
    assert len(found) == 15
    for theme in Theme.objects.filter(community=garden).standing():
        assert theme.size == theme.members.count()


def test_a_theme_into_which_people_put_something_stands_even_if_it_is_not_found(
    garden, ada, mia, spoken, work
):
    buses, member = theme_of(spoken[5]), ThemeMember.objects.get(subject=ref(spoken[0]))
    actions.move(member, by=mia, to=buses)
    for idea in spoken[5:10]:
        ideas.withdraw(idea, by=ada, reason="The buses are better now")
    work()
    Grouping.objects.update(fresh_size=1)
    actions.find_themes_in(garden)

    buses.refresh_from_db()
    assert (buses.retired_at, buses.size) == (None, 1)
    assert theme_of(spoken[0]) == buses


def test_themes_wait_until_an_import_is_over(garden, ada, mia, tmp_path, work):
    (tmp_path / "p.csv").write_text("id;title;description;created_at\n1;Uno;;01/01/2024\n")
    one = channels.prepare(garden, by=mia, format="consul", files=[tmp_path / "p.csv"])
    one = channels.start(one, by=mia)
    speak(garden, ada)
    work()
    assert Understanding.objects.count() == 15
    assert not Theme.objects.exists()

    channels.run(one)
    work()
    assert standing(garden).count() == 3


def test_themes_are_not_found_again_while_nothing_is_new(garden, spoken, work):
    tasks.understand_what_waits()
    assert work() == []


@pytest.mark.parametrize(("more", "waits"), [(1, True), (7, True), (8, False)])
def test_a_little_news_waits_for_more_and_much_news_for_nothing(garden, ada, spoken, more, waits):
    """There were fifteen: half as much comes with an import, and whoever brought it in looks for its themes."""
    for number in range(more):
        publish(garden, ada, f"A bench for platform {number}")
    tasks.understand_what_waits()
    asked = ProcrastinateJob.objects.get(task_name="intelligence.find_themes", status="todo")
    assert (asked.scheduled_at is not None) == waits


def test_a_community_of_its_own_has_its_own_themes(garden, workshop, ada, eva, work):
    speak(garden, ada)
    publish(workshop, eva, "Benches for the workshop")
    work()
    assert standing(garden).count() == 3
    assert [theme.is_rest for theme in Theme.objects.filter(community=workshop)] == [True]
