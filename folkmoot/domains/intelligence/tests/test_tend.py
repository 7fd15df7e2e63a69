"""People put themes right: merge, split, set aside, put back; each undone again, each kept by later runs."""

import pytest

from folkmoot.domains.intelligence import actions
from folkmoot.domains.intelligence.models import Theme, ThemeMember
from folkmoot.kit.answers import Refused
from folkmoot.kit.refs import ref

from .worlds import publish, speak


@pytest.fixture
def spoken(garden, ada, work):
    given = speak(garden, ada)
    work()
    return given


def theme_of(thing) -> Theme:
    return ThemeMember.objects.get(subject=ref(thing)).theme


def places() -> dict[str, int]:
    return dict(ThemeMember.objects.values_list("subject", "theme"))


def test_a_merge_holds_what_both_held_and_stays_in_later_runs(garden, spoken, ada, mia, work, happened):
    benches, buses = theme_of(spoken[0]), theme_of(spoken[5])
    actions.merge(benches, by=mia, into=buses)
    late = publish(garden, ada, "Another bench in the park, please")
    actions.find_themes_in(garden)
    work()
    actions.find_themes_in(garden)

    assert {theme_of(idea) for idea in (*spoken[:10], late)} == {buses}
    buses.refresh_from_db()
    assert buses.size == 11
    assert happened("intelligence.theme.merged", object=benches)


def test_taken_apart_again_each_holds_what_it_held(garden, spoken, ada, mia, work):
    before = places()
    benches, buses = theme_of(spoken[0]), theme_of(spoken[5])
    actions.merge(benches, by=mia, into=buses)
    late = publish(garden, ada, "Another bench in the park, please")
    work()
    actions.unmerge(Theme.objects.get(pk=benches.pk), by=mia)

    assert {one: theme for one, theme in places().items() if one != ref(late)} == before
    assert theme_of(late) == benches
    actions.find_themes_in(garden)
    assert theme_of(late) == benches
    assert Theme.objects.get(pk=benches.pk).size == 6


def test_merged_in_a_row_and_taken_apart_in_any_order(spoken, mia):
    before = places()
    a, b, c = theme_of(spoken[0]), theme_of(spoken[5]), theme_of(spoken[10])
    actions.merge(a, by=mia, into=b)
    actions.merge(Theme.objects.get(pk=b.pk), by=mia, into=c)
    assert set(places().values()) == {c.pk}
    actions.unmerge(Theme.objects.get(pk=b.pk), by=mia)
    assert {theme_of(spoken[0]), theme_of(spoken[5])} == {b}
    actions.unmerge(Theme.objects.get(pk=a.pk), by=mia)
    assert places() == before


def test_what_cannot_be_merged_is_refused_in_words(garden, spoken, ada, ben, mia, work):
    benches, buses = theme_of(spoken[0]), theme_of(spoken[5])
    rest = Theme.objects.get(community=garden, is_rest=True)
    with pytest.raises(Refused, match="Only managers and moderators"):
        actions.merge(benches, by=ben, into=buses)
    with pytest.raises(Refused, match="Choose another theme"):
        actions.merge(benches, by=mia, into=benches)
    with pytest.raises(Refused, match="no theme"):
        actions.merge(benches, by=mia, into=rest)
    actions.merge(benches, by=mia, into=buses)
    with pytest.raises(Refused, match="part of another theme already"):
        actions.merge(buses, by=mia, into=benches)
    with pytest.raises(Refused, match="a theme of its own"):
        actions.unmerge(buses, by=mia)


def test_a_part_is_split_off_stays_and_is_put_back(garden, spoken, mia, happened):
    whole = theme_of(spoken[0])
    chosen = ThemeMember.objects.filter(subject__in=[ref(spoken[0]), ref(spoken[2])])
    part = actions.split(whole, by=mia, members=[one.pk for one in chosen], name="  Broken   benches ")
    actions.find_themes_in(garden)

    assert part.name == "Broken benches"
    assert theme_of(spoken[0]) == theme_of(spoken[2]) == part
    assert theme_of(spoken[1]) == whole
    assert happened("intelligence.theme.split", object=whole, target=part)

    actions.rejoin(Theme.objects.get(pk=part.pk), by=mia)
    assert theme_of(spoken[0]) == theme_of(spoken[2]) == whole
    assert Theme.objects.get(pk=whole.pk).size == 5
    assert not Theme.objects.filter(pk=part.pk).standing().exists()
    actions.find_themes_in(garden)
    assert theme_of(spoken[0]) == whole


def test_nothing_chosen_is_no_split_and_voices_of_other_themes_stay_where_they_are(spoken, mia):
    whole = theme_of(spoken[0])
    other = ThemeMember.objects.get(subject=ref(spoken[5]))
    with pytest.raises(Refused, match="Choose the voices"):
        actions.split(whole, by=mia, members=[other.pk], name="x")


def test_set_aside_it_is_not_shown_and_taken_up_it_is_again(garden, spoken, mia, client):
    theme = theme_of(spoken[0])
    actions.set_aside(theme, by=mia)
    actions.find_themes_in(garden)
    assert f'href="/themes/{theme.pk}/"' not in client.get("/communities/garden/").text
    page = client.get("/communities/garden/themes/").text
    assert f'id="theme-{theme.pk}"' not in page
    assert "Set aside:" in page
    with pytest.raises(Refused, match="aside already"):
        actions.set_aside(theme, by=mia)

    actions.take_up(theme, by=mia)
    assert f'id="theme-{theme.pk}"' in client.get("/communities/garden/themes/").text


def test_a_move_is_undone_and_leaves_no_trace_in_later_runs(garden, spoken, mia):
    before = places()
    member = ThemeMember.objects.get(subject=ref(spoken[0]))
    member = actions.move(member, by=mia, to=theme_of(spoken[5]))
    actions.put_back(member, by=mia)
    assert places() == before
    with pytest.raises(Refused, match="where the model found it"):
        actions.put_back(member, by=mia)
    actions.find_themes_in(garden)
    assert places() == before


def test_every_button_by_the_page(garden, spoken, mia, ben, enter):
    benches, buses = theme_of(spoken[0]), theme_of(spoken[5])
    browser, address = enter(mia), benches.get_absolute_url()
    page = browser.get(address).text
    for verb in ("merge", "split", "set-aside", "name"):
        assert f'action="/themes/{benches.pk}/{verb}/"' in page
    assert "apart again" in browser.post(f"/themes/{benches.pk}/merge/", {"to": buses.pk}, follow=True).text
    assert "It is a part of another theme now" in browser.get(address).text
    assert "two themes again" in browser.post(f"/themes/{benches.pk}/unmerge/", follow=True).text
    assert "not shown among" in browser.post(f"/themes/{benches.pk}/set-aside/", follow=True).text
    assert "shown among the themes again" in browser.post(f"/themes/{benches.pk}/take-up/", follow=True).text
    member = ThemeMember.objects.get(subject=ref(spoken[0]))
    done = browser.post(f"/themes/{benches.pk}/split/", {"members": [member.pk], "name": "One"}, follow=True)
    part = Theme.objects.get(name_given="One")
    assert "a theme of its own now" in done.text
    assert "Put it back into" in browser.get(part.get_absolute_url()).text
    assert "one theme again" in browser.post(f"/themes/{part.pk}/rejoin/", follow=True).text
    browser.post(f"/themes/members/{member.pk}/move/", {"to": buses.pk})
    assert (
        "where the model found it" in browser.post(f"/themes/members/{member.pk}/put-back/", follow=True).text
    )

    other = enter(ben)
    assert f'action="/themes/{benches.pk}/merge/"' not in other.get(address).text
    for verb in ("merge", "set-aside", "split"):
        refused = other.post(f"/themes/{benches.pk}/{verb}/", {"to": buses.pk}, follow=True)
        assert "Only managers and moderators" in refused.text or "Choose the voices" in refused.text
