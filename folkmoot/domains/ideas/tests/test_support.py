"""Support: given to a version, taken back, never counted twice."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from folkmoot.domains.communities import actions as communities
from folkmoot.domains.communities.models import Community
from folkmoot.domains.ideas import actions, rules
from folkmoot.domains.ideas.models import Idea, Support
from folkmoot.domains.people import actions as people
from folkmoot.kit.answers import Refused


@pytest.fixture
def idea(ada, garden):
    return actions.publish(actions.draft(garden, by=ada, title="A bee hotel"), by=ada)


def test_it_counts_once_however_often_it_is_pressed(idea, ben, happened):
    actions.support(idea, by=ben)
    idea = actions.support(idea, by=ben)

    assert idea.support_count == 1
    assert Support.objects.count() == 1
    assert happened("ideas.idea.supported", object=idea, actor=ben)


def test_it_can_be_taken_back_and_the_word_stays_in_the_book(idea, ben, happened):
    actions.support(idea, by=ben)
    idea = actions.unsupport(idea, by=ben)

    assert idea.support_count == 0
    assert list(Support.objects.order_by("id").values_list("is_given", flat=True)) == [True, False]
    assert not Support.objects.standing().exists()
    assert happened("ideas.idea.unsupported", object=idea, actor=ben)


def test_it_belongs_to_the_version_it_was_given_to(idea, ada, ben):
    actions.support(idea, by=ben)
    actions.revise(idea, by=ada, title="A bee hotel", body="With a roof.")

    assert Support.objects.get().version_number == 1


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("ada", False),
        ("ben", True),
        ("cleo", True),
        ("dan", True),
        ("eva", True),
        ("fay", True),
        ("root", True),
    ],
)
def test_everybody_but_the_author_may_in_an_open_community(idea, cast, who, may):
    assert bool(rules.may_support(cast[who], idea)) is may


def test_whoever_supports_in_an_open_community_belongs_to_it(idea, dan, garden):
    actions.support(idea, by=dan)
    assert garden.has(dan)


def test_it_is_closed_once_there_is_an_answer(idea, ben, fay):
    actions.support(idea, by=ben)
    actions.move(idea, by=fay, state="declined", reason="Not ours.")

    with pytest.raises(Refused, match="closed"):
        actions.support(idea, by=fay)
    with pytest.raises(Refused, match="stays counted"):
        actions.unsupport(idea, by=ben)


def test_by_page_it_is_one_press_and_one_more_takes_it_back(idea, ben, enter):
    browser = enter(ben)
    browser.post(f"/ideas/{idea.pk}/support/")
    assert 'aria-pressed="true"' in browser.get(f"/ideas/{idea.pk}/").text

    browser.post(f"/ideas/{idea.pk}/unsupport/")
    assert 'aria-pressed="false"' in browser.get(f"/ideas/{idea.pk}/").text


def test_htmx_gets_the_button_alone(idea, ben, enter):
    answer = enter(ben).post(f"/ideas/{idea.pk}/support/", headers={"hx-request": "true"})
    assert 'aria-pressed="true"' in answer.text
    assert "<html" not in answer.text


def test_a_visitor_is_asked_to_sign_in_and_comes_back_to_the_idea(idea, client, ben):
    answer = client.post(f"/ideas/{idea.pk}/support/")
    assert answer.url.startswith("/account/login/?next=")

    client.force_login(ben, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/ideas/{idea.pk}/support/").url == f"/ideas/{idea.pk}/"


class TheCountIsTheNumberOfStandingWords(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 2), st.booleans()), max_size=12))
    def test_after_any_story(self, presses):
        root = people.make_administrator("root@example.org")
        garden = Community.objects.filter(slug="g").first() or communities.found(by=root, name="G", slug="g")
        ada = people.meet("ada@example.org")
        idea = actions.publish(actions.draft(garden, by=ada, title="A bee hotel"), by=ada)
        others = [people.meet(f"p{n}@example.org") for n in range(3)]

        for number, is_given in presses:
            (actions.support if is_given else actions.unsupport)(idea, by=others[number])

        last = dict(presses)
        idea = Idea.objects.get(pk=idea.pk)
        assert idea.support_count == sum(last.values())
        assert Support.objects.standing().filter(idea=idea).count() == sum(last.values())
