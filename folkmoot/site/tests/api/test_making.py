"""Programs make insights of what was heard, pick words, and set the calendar and the clock."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from folkmoot.domains.insights.models import Evidence, Insight
from folkmoot.domains.intelligence.models import Theme, ThemeMember
from folkmoot.kit import clock
from folkmoot.kit.refs import ref

from .asking import ask, published, sheets, token_for


@pytest.fixture
def said(fay):
    return {"title": "People want to sit", "contradicting": "None found.", "owner": fay.pk}


def test_the_voices_of_a_theme_become_an_insight_and_somebody_owes_the_answer(
    tokens, garden, bench, said, fay
):
    theme = Theme.objects.create(community=garden, words=["bench"], model="M 1", size=1)
    ThemeMember.objects.create(theme=theme, subject=ref(bench), quote="A bench")
    place = f"/themes/{theme.pk}/insights/"
    assert ask(tokens["ada"], "POST", place, said).status_code == 403
    made = ask(tokens["mia"], "POST", place, said).json()
    assert (made["owner"]["id"], made["due_on"] > clock.today().isoformat()) == (fay.pk, True)
    assert [one["quote"] for one in sheets("", f"/insights/{made['id']}/evidence/")] == ["A bench"]
    assert [one["id"] for one in sheets(token_for(fay), "/desk/")] == [made["id"]]


def test_chosen_things_become_an_insight_with_words_that_stand_in_them(tokens, garden, bench, ben, said):
    other = published(garden, ben, "A seat", "Near the gate, for the old ones")
    things = [{"thing": ref(bench)}, {"thing": ref(other), "quote": "for the old  ones"}]
    wish = said | {"community": "garden", "things": things}
    made = ask(tokens["mia"], "POST", "/insights/", wish).json()
    rows = Evidence.objects.filter(insight=made["id"]).order_by("rank")
    assert list(rows.values_list("subject", "quote")) == [
        (ref(bench), "A bench In the shade"),
        (ref(other), "for the old ones"),
    ]


@pytest.mark.parametrize(
    ("thing", "quote", "status"),
    [("bench", "I never said that", 403), ("lathe", "", 403), ("nothing", "", 404)],
)
def test_nobodys_words_are_made_up_for_an_insight(thing, quote, status, tokens, bench, lathe, said):
    named = {"bench": ref(bench), "lathe": ref(lathe), "nothing": "people.person/1"}[thing]
    wish = said | {"community": "garden", "things": [{"thing": named, "quote": quote}]}
    assert ask(tokens["mia"], "POST", "/insights/", wish).status_code == status
    assert not Insight.objects.exists()


def test_an_insight_of_many_things_asks_for_them_together(
    tokens, garden, ada, said, django_assert_max_num_queries
):
    def of(some):
        return said | {"community": "garden", "things": [{"thing": ref(one)} for one in some]}

    ideas = [published(garden, ada, f"Bench {number}", "In the shade") for number in range(32)]
    with CaptureQueriesContext(connection) as few:
        assert ask(tokens["mia"], "POST", "/insights/", of(ideas[:2])).status_code == 201
    with django_assert_max_num_queries(len(few)):
        assert ask(tokens["mia"], "POST", "/insights/", of(ideas[2:])).status_code == 201


def test_what_a_stranger_may_not_see_is_no_voice(tokens, garden, lathe, said):
    wish = said | {"community": "garden", "things": [{"thing": ref(lathe)}]}
    assert ask(tokens["ada"], "POST", "/insights/", wish).status_code == 403
    assert (
        ask(
            tokens["ada"], "POST", "/highlights/", {"thing": ref(lathe), "quote": "lathe", "codes": ["x"]}
        ).status_code
        == 404
    )


def test_words_are_picked_verified_by_another_and_become_evidence(tokens, garden, bench, said, fay):
    new = {"thing": ref(bench), "quote": "In the shade", "codes": ["Shade"]}
    assert ask(tokens["ada"], "POST", "/highlights/", new).status_code == 403
    assert ask(tokens["mia"], "POST", "/highlights/", new | {"quote": "In the sun"}).status_code == 403
    one = ask(tokens["mia"], "POST", "/highlights/", new).json()
    assert (one["quote"], one["codes"], one["is_verified"]) == ("In the shade", ["shade"], False)
    assert (sheets("", "/highlights/"), len(sheets(tokens["mia"], "/highlights/"))) == ([], 1)
    place = f"/highlights/{one['id']}"
    assert ask(tokens["mia"], "POST", f"{place}/verify/").status_code == 403
    assert ask(token_for(fay), "POST", f"{place}/verify/").json()["is_verified"]
    assert [found["id"] for found in sheets("", "/highlights/", thing=ref(bench))] == [one["id"]]

    other = published(garden, garden.memberships.first().person, "A seat")
    wish = said | {"community": "garden", "things": [{"thing": ref(other)}]}
    insight = ask(tokens["mia"], "POST", "/insights/", wish).json()
    attached = ask(tokens["mia"], "POST", f"{place}/attach/", {"insight": insight["id"]}).json()
    assert attached["insight"] == insight["id"]
    assert Evidence.objects.filter(insight=insight["id"], subject=ref(bench)).exists()


def test_the_calendar_is_kept_by_managers(tokens, garden):
    mia, today = tokens["mia"], clock.today()
    assert ask(tokens["ada"], "GET", "/calendar/").status_code == 403
    year = today.year + 1
    days = [{"on": f"{year}-03-0{n}", "name": f"Day {n}"} for n in (3, 1, 2)]
    assert ask(mia, "POST", "/calendar/", {"days": days}).json() == {"added": 3}
    assert ask(mia, "POST", "/calendar/", {"days": days[:1]}).json() == {"added": 0}
    found = sheets(mia, "/calendar/")
    assert [one["name"] for one in found] == ["Day 1", "Day 2", "Day 3"]
    assert ask(mia, "DELETE", f"/calendar/{found[0]['id']}/").status_code == 204
    assert ask(mia, "POST", "/calendar/fill/", {"country": "ES", "year": year}).json()["added"] > 5
    assert ask(mia, "POST", "/calendar/fill/", {"country": "XX", "year": year}).status_code == 403
    assert ask(mia, "GET", "/calendar/?cursor=2026-13-45").status_code == 404

    seen = ask(mia, "GET", "/calendar/week/")
    assert seen.json() == {"weekdays": [5, 6]}
    matched = {"If-Match": seen["ETag"]}
    assert ask(mia, "PUT", "/calendar/week/", {"weekdays": []}, **matched).json() == {"weekdays": []}
    assert ask(mia, "PUT", "/calendar/week/", {"weekdays": [1]}, **matched).status_code == 412


def test_a_community_is_answered_by_its_clock(tokens, garden, workshop, fay, ada):
    mia, place = tokens["mia"], "/communities/garden/clock/"
    assert ask(mia, "GET", place).json()["days_to_answer"] == 10
    new = {"days_to_answer": 3, "escalates_to": fay.pk}
    now = ask(mia, "PUT", place, new).json()
    assert (now["days_to_answer"], now["days_to_escalation"], now["escalates_to"]["name"]) == (3, 5, fay.name)
    assert ask(mia, "PUT", place, {"escalates_to": ada.pk}).status_code == 404  # a member only
    assert ask(tokens["ada"], "GET", place).status_code == 403
    assert ask(tokens["dan"], "GET", "/communities/workshop/clock/").status_code == 404
