"""While somebody types: "Support that one instead", for whoever may support it, and without touching the draft."""

import pytest

from folkmoot.domains.ideas.models import Idea

from .worlds import speak


@pytest.fixture
def spoken(garden, ada, work):
    given = speak(garden, ada)
    work()
    return given


ASKED = {"text": "We want more benches in the park"}


def test_a_member_supports_the_other_and_is_led_there(spoken, ben, enter):
    browser = enter(ben)
    page = browser.get("/look-alikes/", ASKED).text
    (idea, *_others) = spoken
    assert f'action="/ideas/{idea.pk}/support/" next="/ideas/{idea.pk}/"' in page
    # Enter in the title of the draft must press none of these.
    assert 'type="submit"' not in page

    answer = browser.post(f"/ideas/{idea.pk}/support/", {"next": f"/ideas/{idea.pk}/"})
    assert answer.url == f"/ideas/{idea.pk}/"
    assert Idea.objects.get(pk=idea.pk).support_count == 1


def test_the_author_is_not_asked_to_support_their_own(spoken, ada, enter):
    page = enter(ada).get("/look-alikes/", ASKED).text
    assert spoken[0].title in page
    assert "Support that one instead" not in page


def test_a_visitor_is_led_to_sign_in_first(spoken, client):
    page = client.get("/look-alikes/", ASKED).text
    assert f'href="/ideas/{spoken[0].pk}/support/"' in page


def test_where_nothing_is_alike_nothing_is_shown(spoken, ben, enter):
    assert enter(ben).get("/look-alikes/", {"text": "zxqv wvut jkjk"}).text.strip() == ""


def test_it_asks_the_database_a_bounded_number_of_times(spoken, ben, enter, django_assert_max_num_queries):
    browser = enter(ben)
    browser.get("/look-alikes/", ASKED)
    with django_assert_max_num_queries(16):
        browser.get("/look-alikes/", ASKED)
