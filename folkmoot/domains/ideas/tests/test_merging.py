"""Two ideas become one by consent, nobody is counted twice or lost, and it can be undone."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.domains.ideas import actions, rules
from folkmoot.domains.ideas.arrivals import ArrivedIdea
from folkmoot.domains.ideas.models import Idea, Merge, Support
from folkmoot.domains.ideas.states import State
from folkmoot.domains.notices.models import Notice
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused


def publish(community, by, title):
    return actions.publish(actions.draft(community, by=by, title=title), by=by)


@pytest.fixture
def hotel(ada, garden):
    return publish(garden, ada, "A bee hotel")


@pytest.fixture
def house(ben, garden):
    return publish(garden, ben, "A house for bees")


@pytest.fixture
def one(hotel, house, ada, ben):
    """The hotel went into the house."""
    return actions.agree(actions.propose(hotel, by=ada, into=house), by=ben)


def fresh(idea):
    return Idea.objects.get(pk=idea.pk)


def test_propose_waits_for_the_consent_of_the_other_author(hotel, house, ada, ben, cleo, happened):
    merge = actions.propose(hotel, by=ada, into=house, reason="Both are for bees.")

    assert (merge.state, fresh(hotel).state) == ("asked", State.LIVE)
    assert happened("ideas.idea.proposed", actor=ada, object=hotel, target=house)
    assert rules.may_agree(ben, merge)
    assert not rules.may_agree(ada, merge)
    assert not rules.may_agree(cleo, merge)


def test_agree_makes_them_one(hotel, house, one, ben, happened):
    assert (fresh(hotel).state, fresh(hotel).merged_into) == (State.MERGED, house)
    assert happened("ideas.idea.agreed", actor=ben, object=hotel, target=house)


def test_somebody_else_may_propose_and_both_authors_decide(hotel, house, ada, ben, cleo):
    merge = actions.propose(hotel, by=cleo, into=house)
    merge = actions.agree(merge, by=ada)
    assert merge.state == "asked"
    assert actions.agree(merge, by=ben).state == "agreed"


def test_refuse_keeps_them_apart_and_it_may_be_proposed_anew(hotel, house, ada, ben, happened):
    merge = actions.refuse(actions.propose(hotel, by=ada, into=house), by=ben)
    assert (merge.state, fresh(hotel).state) == ("refused", State.LIVE)
    assert happened("ideas.idea.refused", actor=ben, object=hotel, target=house)
    assert actions.propose(hotel, by=ada, into=house).state == "asked"


def test_who_stands_behind_both_counts_once(hotel, house, ada, ben, cleo, dan, fay):
    for person, idea in ((cleo, hotel), (cleo, house), (dan, hotel), (fay, house)):
        actions.support(idea, by=person)
    actions.agree(actions.propose(hotel, by=ada, into=house), by=ben)

    assert fresh(house).support_count == 3
    assert Support.objects.filter(idea=hotel).count() == 2


def test_an_author_is_not_counted_behind_their_own_idea_by_the_merge(hotel, house, ada, ben):
    actions.support(hotel, by=ben)
    actions.agree(actions.propose(hotel, by=ada, into=house), by=ben)
    assert fresh(house).support_count == 0


def test_nobody_is_carried_along_who_does_not_want_to_be(hotel, house, ada, ben, cleo, dan):
    actions.support(hotel, by=cleo)
    actions.support(house, by=dan)
    actions.agree(actions.propose(hotel, by=ada, into=house), by=ben)

    actions.unsupport(fresh(hotel), by=cleo)

    assert fresh(house).support_count == 1
    assert fresh(hotel).support_count == 0


def test_support_taken_back_on_the_one_is_taken_back_for_both(hotel, house, ada, ben, cleo):
    actions.support(hotel, by=cleo)
    actions.support(house, by=cleo)
    actions.agree(actions.propose(hotel, by=ada, into=house), by=ben)

    assert actions.unsupport(fresh(house), by=cleo).support_count == 0
    assert not Support.objects.standing().exists()


def test_a_press_behind_what_one_supports_already_changes_nothing(hotel, house, ada, ben, cleo):
    actions.support(hotel, by=cleo)
    actions.agree(actions.propose(hotel, by=ada, into=house), by=ben)
    assert actions.support(fresh(house), by=cleo).support_count == 1
    assert Idea.objects.with_my_support(cleo).get(pk=house.pk).is_mine_supported


def test_unmerge_brings_everything_back(hotel, house, ada, ben, cleo, dan, happened):
    actions.support(hotel, by=cleo)
    actions.support(house, by=dan)
    merge = actions.agree(actions.propose(hotel, by=ada, into=house), by=ben)

    actions.unmerge(merge, by=ada)

    assert (fresh(hotel).state, fresh(hotel).merged_into) == (State.LIVE, None)
    assert (fresh(hotel).support_count, fresh(house).support_count) == (1, 1)
    assert happened("ideas.idea.unmerged", actor=ada, object=hotel, target=house)


def test_authors_and_those_who_look_after_the_place_undo_it_until_there_is_an_answer(one, cast, house, fay):
    may = {name for name, who in cast.items() if rules.may_unmerge(who, one)}
    assert may == {"ada", "ben", "cleo", "mia", "root"}

    actions.move(house, by=fay, state=State.IN_REVIEW)
    actions.move(house, by=fay, state=State.ACCEPTED)

    one.refresh_from_db()
    assert not [name for name, who in cast.items() if rules.may_unmerge(who, Merge.objects.get(pk=one.pk))]


def test_everybody_behind_either_is_told(hotel, house, ada, ben, cleo, dan, work):
    actions.support(hotel, by=cleo)
    actions.support(house, by=dan)
    actions.agree(actions.propose(hotel, by=ada, into=house), by=ben)
    work()
    told = Notice.objects.filter(verb="ideas.idea.agreed").values_list("person__name", flat=True)
    assert set(told) == {"Ada", "Cleo", "Dan"}
    assert Notice.objects.get(verb="ideas.idea.proposed").person == ben


def test_who_came_with_an_import_cannot_be_asked_so_a_manager_agrees(garden, house, mia, cleo, ben):
    rows = [
        ArrivedIdea("7", "Bees", "A hive.", clock.now(), author_id="9", author_name="Zed", support_count=4)
    ]
    actions.bring_in(rows, by=mia, community=garden, source="consul")
    bees = Idea.objects.get(source_id="7")
    merge = actions.propose(bees, by=ben, into=house)
    assert not rules.may_agree(cleo, merge)

    actions.agree(merge, by=mia)

    assert fresh(bees).state == State.MERGED
    assert fresh(house).support_count == 4


def test_what_cannot_become_one_is_said(hotel, house, ada, mia, fay, garden, workshop):
    elsewhere = publish(workshop, mia, "Bees inside")
    for into in (hotel, elsewhere):
        with pytest.raises(Refused):
            actions.propose(hotel, by=ada, into=into)
    actions.move(house, by=fay, state=State.DECLINED)
    with pytest.raises(Refused, match="answer already"):
        actions.propose(hotel, by=ada, into=house)


def test_one_proposal_at_a_time(hotel, house, ada):
    actions.propose(hotel, by=ada, into=house)
    with pytest.raises(Refused, match="waits for consent"):
        actions.propose(hotel, by=ada, into=house)


def test_there_are_no_chains(one, hotel, house, ada, ben, garden):
    inn = publish(garden, ada, "A bee inn")
    with pytest.raises(Refused, match="choose that one"):
        actions.propose(inn, by=ada, into=fresh(hotel))
    with pytest.raises(Refused, match="the other way round"):
        actions.propose(fresh(house), by=ben, into=inn)


def test_a_merged_idea_leaves_the_list_and_its_page_leads_on(one, hotel, house, client):
    page = client.get("/ideas/").text
    assert house.title in page
    assert hotel.title not in page
    assert hotel.title in client.get("/ideas/", {"state": "merged"}).text
    assert house.get_absolute_url() in client.get(hotel.get_absolute_url()).text
    assert "Became part of this idea by consent" in client.get(house.get_absolute_url()).text


def test_nobody_moves_an_idea_there_by_office(hotel, mia):
    with pytest.raises(Refused):
        actions.move(hotel, by=mia, state=State.MERGED)


def test_it_is_done_by_pages(hotel, house, ada, ben, enter):
    page = enter(ada)
    assert page.get(f"/ideas/{hotel.pk}/propose/", {"q": "house"}).text.count('name="into"') == 1
    page.post(f"/ideas/{hotel.pk}/propose/", {"into": house.pk, "reason": "Bees."})
    merge = Merge.objects.get()
    page = enter(ben)
    assert "proposes that these become one" in page.get(hotel.get_absolute_url()).text
    page.post(f"/ideas/merges/{merge.pk}/agree/")
    page.post(f"/ideas/merges/{merge.pk}/unmerge/")
    merge.refresh_from_db()
    assert merge.state == "undone"


def test_somebody_outside_a_closed_room_sees_no_merge_of_it(dan, mia, eva, workshop, enter):
    first, second = publish(workshop, mia, "One"), publish(workshop, eva, "Two")
    merge = actions.propose(first, by=mia, into=second)
    assert enter(dan).post(f"/ideas/merges/{merge.pk}/refuse/").status_code == 404
    assert enter(dan).get(f"/ideas/{first.pk}/propose/").status_code == 404


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["support", "unsupport", "merge", "unmerge"]),
            st.sampled_from(["hotel", "house"]),
            st.sampled_from(["cleo", "dan", "fay"]),
        ),
        max_size=14,
    )
)
def test_whatever_happens_the_count_is_the_people_who_stand_there(steps, garden, ada, ben, cast):
    """Against a plain count of people, whatever the order of support, merge and undo."""
    hotel, house = publish(garden, ada, "A bee hotel"), publish(garden, ben, "A house for bees")
    ideas = {"hotel": hotel, "house": house}
    stand = {"hotel": set(), "house": set()}
    merge = None
    for step, name, who in steps:
        if step == "merge" and merge is None:
            merge = actions.agree(actions.propose(fresh(hotel), by=ada, into=fresh(house)), by=ben)
        elif step == "unmerge" and merge is not None:
            actions.unmerge(merge, by=ben)
            merge = None
        elif step == "support" and not (merge and name == "hotel"):
            actions.support(fresh(ideas[name]), by=cast[who])
            if not (merge and who in stand["hotel"]):
                stand[name].add(who)
        elif step == "unsupport":
            actions.unsupport(fresh(ideas[name]), by=cast[who])
            for one in ("hotel", "house") if merge and name == "house" else (name,):
                stand[one].discard(who)
        together = stand["house"] | stand["hotel"] if merge else stand["house"]
        assert fresh(house).support_count == len(together)
        assert fresh(hotel).support_count == len(stand["hotel"])
