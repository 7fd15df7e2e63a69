"""Opportunities: who needs what, its size as a range with its source, from one or several insights."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.insights import actions, rules
from folkmoot.domains.insights.models import Opportunity
from folkmoot.kit.answers import Refused
from folkmoot.kit.refs import ref

SIZE = {
    "size_low": Decimal(300),
    "size_high": Decimal(500),
    "unit": "gardens",
    "source": "Counted from above, 2025",
}


@pytest.fixture
def one(insight, mia) -> Opportunity:
    return actions.frame(insight, by=mia, who="Gardeners", need="homes for bees", **SIZE)


def test_managers_and_decision_owners_see_opportunities_and_link_them(cast, insight, one):
    for rule, thing in ((rules.may_frame, insight), (rules.may_link, one)):
        assert {name for name, person in cast.items() if rule(person, thing)} == {"fay", "mia", "root"}


def test_it_is_public_on_its_own_page_and_on_that_of_its_insight(one, insight, client):
    page = client.get(one.get_absolute_url()).text
    for words in ("Gardeners need homes for bees", "300 to 500", "Counted from above, 2025", insight.title):
        assert words in page
    assert "Gardeners need homes for bees" in client.get(insight.get_absolute_url()).text


@pytest.mark.parametrize(
    "wrong",
    [
        {"size_high": None},
        {"size_low": Decimal(501)},
        {"size_low": Decimal(-1)},
        {"unit": ""},
        {"source": " "},
        {"who": " "},
        {"need": ""},
    ],
)
def test_a_size_is_a_range_with_its_unit_and_source(insight, mia, wrong):
    right = {"who": "Gardeners", "need": "homes", **SIZE}
    with pytest.raises(Refused):
        actions.frame(insight, by=mia, **{**right, **wrong})
    assert not Opportunity.objects.exists()


def test_the_table_itself_refuses_a_number_without_a_source(one):
    with pytest.raises(IntegrityError, match="its_source"), transaction.atomic():
        Opportunity.objects.filter(pk=one.pk).update(source="")


def test_several_insights_may_speak_of_it_but_of_one_community(one, another, workshop, mia, eva, enter):
    other = another("Bees need water")
    enter(mia).post(f"/insights/opportunities/{one.pk}/link/", {"insight": other.pk})
    assert one.insights.count() == 2

    there = ideas.publish(ideas.draft(workshop, by=eva, title="Elsewhere", body=""), by=eva)
    elsewhere = actions.make(workshop, by=mia, title="Elsewhere", voices=[(ref(there), "")])
    with pytest.raises(Refused, match="another community"):
        actions.link(one, by=mia, insight=elsewhere)


def test_its_owner_or_a_manager_settles_it_once_with_a_reason(one, cast, mia, enter, client):
    assert {name for name, person in cast.items() if rules.may_settle(person, one)} == {"mia", "root"}
    page = enter(mia).post(f"/insights/opportunities/{one.pk}/settle/", {"state": "taken", "because": ""})
    assert page.status_code == 422
    enter(mia).post(
        f"/insights/opportunities/{one.pk}/settle/", {"state": "taken", "because": "In the budget."}
    )
    one.refresh_from_db()
    assert (one.state, one.because) == ("taken", "In the budget.")
    with pytest.raises(Refused, match="settled"):
        actions.settle(one, by=mia, state="left", because="No.")


def test_by_its_form_it_is_kept_and_a_wrong_one_gives_the_words_back(insight, fay, enter):
    browser, page = enter(fay), f"/insights/{insight.pk}/frame/"
    wrong = browser.post(page, {"who": "", "need": "homes"})
    assert wrong.status_code == 422
    assert 'value="homes"' in wrong.text
    browser.post(page, {"who": "Gardeners", "need": "homes"})
    assert Opportunity.objects.get().owner == fay
