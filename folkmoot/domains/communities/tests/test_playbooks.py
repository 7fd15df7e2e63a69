"""Playbooks: each is complete, and sets up what it says, all or nothing; the pages that lead there and show it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from folkmoot.activity.models import Activity
from folkmoot.domains.communities import actions
from folkmoot.domains.communities.holdings import memberships as held
from folkmoot.domains.communities.models import Community, Joining, Programme, Role
from folkmoot.domains.communities.plans import Draft
from folkmoot.domains.communities.playbooks import NUMBERS, in_order, shelf
from folkmoot.domains.metrics.kpis import Unit
from folkmoot.domains.metrics.kpis import shelf as kpis
from folkmoot.domains.metrics.models import Target
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused
from folkmoot.kit.refs import ref

SHIPPED = ["challenge", "fan_ideation", "start_ups", "co_development"]


def wish(playbook, **changed):
    """All that the playbook proposes, with an address for each role."""
    return {
        "title": "Water 2027",
        "communities": [Draft(one.key, str(one.name), str(one.summary)) for one in playbook.places],
        "offices": {one.key: f"{one.key}@example.org" for one in playbook.offices},
        "targets": {one.number: one.value for one in playbook.goals},
    } | changed


def form(playbook, **changed):
    """The same, as the page sends it."""
    sent = {"title": "Water 2027"}
    for one in playbook.places:
        words = {f"name-{one.key}": str(one.name), f"summary-{one.key}": str(one.summary)}
        sent |= {f"found-{one.key}": "on"} | words
    for one in playbook.goals:
        sent[f"goal-{one.number}"] = f"{one.value * 100 if NUMBERS[one.number].is_share else one.value:g}"
    return sent | changed


@pytest.fixture
def challenge():
    return shelf.take("challenge")


@pytest.fixture
def programme(challenge, root):
    return actions.set_up(challenge, by=root, **wish(challenge))


def test_four_are_shipped():
    assert list(in_order()) == SHIPPED


@pytest.mark.parametrize("name", SHIPPED)
def test_a_playbook_is_complete(name):
    playbook = shelf.take(name)
    keys = [place.key for place in playbook.places]
    assert playbook.name() == name
    assert playbook.version >= 1
    assert playbook.label
    assert playbook.objective
    assert len(set(keys)) == len(keys) >= 2
    assert any(place.joining == Joining.OPEN for place in playbook.places)
    assert {one.role for one in playbook.offices} >= {Role.MANAGER, Role.DECISION_OWNER, Role.MODERATOR}
    managed = {key for one in playbook.offices if one.role == Role.MANAGER for key in one.places}
    assert managed == set(keys)
    assert all(set(one.places) <= set(keys) for one in [*playbook.offices, *playbook.goals])
    assert all(one.days > 0 and one.name and one.work and one.gate for one in playbook.phases)
    assert playbook.days() == sum(one.days for one in playbook.phases)
    assert 3 <= len(playbook.guard_rails) <= 5
    assert playbook.reports
    assert len({one.number for one in playbook.goals}) == len(playbook.goals) >= 3


@pytest.mark.parametrize("name", SHIPPED)
def test_words_of_a_playbook_fit_into_a_community(name):
    for place in shelf.take(name).places:
        assert len(str(place.name)) <= 120
        assert len(str(place.summary)) <= 600


def test_the_numbers_of_goals_are_those_that_are_counted():
    named = {goal.number for playbook in in_order().values() for goal in playbook.goals}
    assert named <= set(NUMBERS) == set(kpis.all())
    for name, number in NUMBERS.items():
        assert str(number.label) == str(kpis.take(name).label)
        assert number.is_share == (kpis.take(name).unit == Unit.SHARE)


@pytest.mark.parametrize("name", SHIPPED)
def test_it_founds_what_it_says_and_nobody_outside_sees_it(name, root, happened):
    playbook = shelf.take(name)
    programme = actions.set_up(playbook, by=root, **wish(playbook))

    founded = {one.name: one for one in programme.communities.all()}
    assert set(founded) == {str(place.name) for place in playbook.places}
    assert {Client().get(one.get_absolute_url()).status_code for one in founded.values()} == {404}
    for office in playbook.offices:
        person = Person.objects.get(email=f"{office.key}@example.org")
        held = person.memberships.filter(role=office.role).values_list("community__name", flat=True)
        assert set(held) == {str(place.name) for place in playbook.places if place.key in office.places}
    assert happened("communities.programme.set_up", actor=root, object=programme)
    assert {one["key"]: one["joining"] for one in programme.plan["communities"]} == {
        place.key: place.joining for place in playbook.places
    }
    assert (programme.playbook, programme.version) == (name, playbook.version)


def test_the_targets_stand_afterwards(challenge, root, work):
    told = wish(challenge, targets={"contributions": 40, "share_answered": 0.9})
    programme = actions.set_up(challenge, by=root, **told)
    work()

    solvers, experts = (programme.communities.get(name=name) for name in ("Solvers", "Experts inside"))
    targets = {one.kpi: one for one in Target.objects.now(ref(solvers))}
    assert {name: one.value for name, one in targets.items()} == {"contributions": 40, "share_answered": 0.9}
    assert targets["contributions"].by_day == clock.today() + timedelta(days=90)
    assert not Target.objects.now(ref(experts))


def test_the_stream_holds_pointers_and_numbers_alone(challenge, root):
    actions.set_up(challenge, by=root, **wish(challenge, title="A secret title"))
    activity = Activity.objects.of("communities.programme.set_up").get()
    assert activity.details["playbook"] == "challenge"
    assert "secret" not in str(activity.details)
    assert "example.org" not in str(activity.details)
    assert "example.org" not in str(Programme.objects.get().plan)


def test_whoever_set_it_up_finds_it_among_what_is_held(programme, root, mia):
    told = [one for one in held(root) if one["kind"] == "programme"]
    assert [(one["title"], one["address"]) for one in told] == [("Water 2027", programme.get_absolute_url())]
    assert not [one for one in held(mia) if one["kind"] == "programme"]


def test_whoever_sets_it_up_manages_only_where_nobody_else_does(challenge, root):
    named = actions.set_up(challenge, by=root, **wish(challenge))
    alone = actions.set_up(challenge, by=root, **wish(challenge, title="Alone", offices={}))
    assert not root.memberships.filter(community__programme=named)
    managed = root.memberships.filter(community__programme=alone, role=Role.MANAGER)
    assert managed.count() == len(challenge.places)


def test_whoever_sets_it_up_may_have_another_role_in_it(challenge, root):
    programme = actions.set_up(challenge, by=root, **wish(challenge, offices={"owner": root.email}))
    solvers = programme.communities.get(name="Solvers")
    roles = set(root.memberships.filter(community=solvers).values_list("role", flat=True))
    assert roles == {Role.MEMBER, Role.DECISION_OWNER, Role.MANAGER}


def test_addresses_of_communities_do_not_collide(challenge, root):
    first = actions.set_up(challenge, by=root, **wish(challenge))
    second = actions.set_up(challenge, by=root, **wish(challenge, title="Water 2028"))
    assert first.communities.get(name="Solvers").slug == "solvers"
    assert second.communities.get(name="Solvers").slug == "solvers-2"


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"title": "  "}, "has a title"),
        ({"communities": []}, "Tick a community"),
        ({"communities": [Draft("solvers", " ")]}, "has a name"),
        ({"offices": {"manager": "mia@example.org", "moderator": "nobody at home"}}, "nobody at home"),
        ({"targets": {"overdue": 1.5}}, "can be reached"),
        ({"targets": {"happiness": 1}}, "can be reached"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_founded(challenge, root, changed, says):
    with pytest.raises(Refused, match=says):
        actions.set_up(challenge, by=root, **wish(challenge, **changed))
    assert not Community.objects.exists()
    assert not Programme.objects.exists()
    assert not Person.objects.exclude(pk=root.pk).exists()


def test_a_form_that_is_sent_twice_sets_up_one(challenge, root, programme):
    with pytest.raises(Refused, match="this title already"):
        actions.set_up(challenge, by=root, **wish(challenge))
    assert Community.objects.count() == len(challenge.places)


def test_only_administrators_set_up_a_programme(cast, garden, challenge):
    for name in set(cast) - {"root"}:
        with pytest.raises(Refused, match="Only administrators"):
            actions.set_up(challenge, by=cast[name], **wish(challenge))


def test_who_opens_which_page(cast, garden, programme, enter, client):
    manager = Person.objects.get(email="manager@example.org")
    pages = ["/communities/playbooks/", "/communities/playbooks/challenge/", programme.get_absolute_url()]
    codes = {name: [enter(who).get(page).status_code for page in pages] for name, who in cast.items()}
    assert codes.pop("root") == [200, 200, 200]
    assert set(map(tuple, codes.values())) == {(403, 403, 404)}
    assert [enter(manager).get(page).status_code for page in pages] == [403, 403, 200]
    client.logout()
    assert [client.get(page).status_code for page in pages] == [302, 302, 302]
    assert enter(cast["root"]).get("/communities/playbooks/nothing/").status_code == 404


def test_the_way_leads_from_the_communities_to_the_shelf(root, ada, enter):
    assert "Set up a programme" in enter(root).get("/communities/").text
    shown = enter(root).get("/communities/playbooks/").text
    for playbook in in_order().values():
        assert str(playbook.label) in shown
        assert f"{playbook.days()} days" in shown
    assert "Or found a single community" in shown
    assert "No programme yet" in shown
    assert "Set up a programme" not in enter(ada).get("/communities/").text


def test_the_page_of_a_playbook_is_the_plan_and_its_form(root, enter, challenge):
    shown = enter(root).get("/communities/playbooks/challenge/").text
    for phase in challenge.phases:
        assert str(phase.name) in shown
    assert "By hand:" in shown
    assert 'name="goal-share_answered" value="100"' in shown
    assert re.search(r'name="found-solvers"[^>]* checked', shown)


def test_a_programme_is_set_up_by_the_page(root, enter, challenge, work):
    sent = form(
        challenge, **{"name-solvers": "Those who know", "office-owner": "fay@example.org", "goal-overdue": ""}
    )
    del sent["found-institutes"]
    answer = enter(root).post("/communities/playbooks/challenge/", sent, follow=True)
    work()

    programme = Programme.objects.get()
    assert answer.redirect_chain == [(programme.get_absolute_url(), 302)]
    assert {one.name for one in programme.communities.all()} == {"Those who know", "Experts inside"}
    solvers = programme.communities.get(name="Those who know")
    assert {one.kpi for one in Target.objects.now(ref(solvers))} == {
        "active_participants",
        "contributions",
        "share_answered",
    }
    for words in (
        "“Solvers” is called “Those who know”.",
        "“Universities and workshops” was not founded.",
        "Answers past their day: no target, instead of 5%.",
        "Those who know: nobody yet.",
        "Fay",
        "Meant to be open to all",
    ):
        assert words.casefold() in answer.text.casefold(), words
    assert "Ideas answered: " not in answer.text, "what was not changed is not listed"


def test_a_form_that_is_wrong_is_given_back_with_its_words(root, enter, challenge):
    sent = form(challenge, title="My own title", **{"office-owner": "nobody at home", "name-experts": ""})
    answer = enter(root).post("/communities/playbooks/challenge/", sent)
    assert answer.status_code == 422
    for words in ("My own title", "nobody at home", "2 things to put right", "is founded has a name"):
        assert words in answer.text
    assert enter(root).post("/communities/playbooks/challenge/", {}).status_code == 422
    assert not Community.objects.exists()


def test_a_title_that_is_taken_is_told_on_the_page(root, enter, challenge, programme):
    answer = enter(root).post("/communities/playbooks/challenge/", form(challenge))
    assert answer.status_code == 422
    assert "There is a programme with this title already." in answer.text


def test_the_page_of_a_programme_counts_its_phases_from_the_day(programme, root, enter, challenge):
    shown = enter(root).get(programme.get_absolute_url())
    text = shown.text
    second = localdate(programme.set_up_at) + timedelta(days=challenge.phases[0].days)
    assert f'datetime="{second.isoformat()}"' in text
    assert text.count("now</span>") == 1
    assert "as it is shipped" in text


def test_a_door_is_opened_from_the_programme_and_leads_back(programme, enter):
    manager = Person.objects.get(email="manager@example.org")
    page = programme.get_absolute_url()
    assert "Meant to be open to all" in enter(manager).get(page).text
    answer = enter(manager).post("/communities/solvers/open/", {"programme": programme.pk})
    assert answer.url == page
    assert "Meant to be open to all" not in enter(manager).get(page).text
    assert Client().get("/communities/solvers/").status_code == 200


def test_the_community_leads_its_managers_to_the_programme(programme, root, enter):
    owner = Person.objects.get(email="owner@example.org")
    assert programme.get_absolute_url() in enter(root).get("/communities/solvers/").text
    assert programme.get_absolute_url() not in enter(owner).get("/communities/solvers/").text


def test_a_manager_of_one_community_reads_nothing_of_those_that_are_hidden(challenge, root, ada, enter):
    hidden = Draft("experts", "Project Heron", "Nobody knows of it.")
    told = wish(challenge, communities=[Draft("solvers", "Solvers"), hidden], offices={})
    programme = actions.set_up(challenge, by=root, **told)
    solvers = programme.communities.get(name="Solvers")
    actions.appoint(solvers, by=root, person=ada, role=Role.MANAGER)
    assert "Heron" not in enter(ada).get(programme.get_absolute_url()).text
    assert "Heron" in enter(root).get(programme.get_absolute_url()).text


def test_a_newer_playbook_changes_nothing_and_is_told(programme, root, enter, challenge, monkeypatch):
    before = str(challenge.phases[0].name)
    monkeypatch.setattr(challenge, "version", 2)
    monkeypatch.setattr(challenge, "phases", challenge.phases[1:])
    shown = enter(root).get(programme.get_absolute_url()).text
    assert "newer version by now: 2" in shown
    assert before in shown


def test_a_playbook_that_is_gone_leaves_its_programmes(programme, root, enter):
    Programme.objects.update(playbook="gone")
    assert "Frame the problem" in enter(root).get(programme.get_absolute_url()).text
    assert "gone" in enter(root).get("/communities/playbooks/").text


def test_pages_ask_as_often_for_many_as_for_few(challenge, root, enter, nothing_grows_old):
    def asked(page):
        enter(root).get(page)
        with CaptureQueriesContext(connection) as statements:
            assert enter(root).get(page).status_code == 200
        return len(statements)

    one = actions.set_up(challenge, by=root, **wish(challenge))
    pages = ["/communities/playbooks/", one.get_absolute_url()]
    few = [asked(page) for page in pages]
    for number in range(5):
        actions.set_up(challenge, by=root, **wish(challenge, title=f"Number {number}"))
        for community in one.communities.all():
            person = Person.objects.get(email="owner@example.org")
            actions.appoint(community, by=root, person=person, role=Role.MODERATOR)
    assert [asked(page) for page in pages] == few
