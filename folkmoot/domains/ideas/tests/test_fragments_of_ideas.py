"""Cards and comments are kept for all, and yet each sees their own: their support, their comment, their counts."""

import pytest
from django.test import Client

from folkmoot.domains.discussions import actions as talk
from folkmoot.domains.ideas import actions as ideas
from folkmoot.kit import fragments

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def idea(garden, ada):
    return ideas.publish(ideas.draft(garden, by=ada, title="A tap in the park", body="For all."), by=ada)


@pytest.fixture
def browser():
    def browser(person):
        made = Client(enforce_csrf_checks=True)
        made.force_login(person, backend=BACKEND)
        return made

    return browser


def test_each_sees_their_own_support_in_the_list(idea, ada, ben, eva, browser):
    before = [browser(who).get("/ideas/").text for who in (ada, ben, eva)]
    assert not any('aria-pressed="true"' in page for page in before)
    ideas.support(idea, by=ben)
    assert 'aria-pressed="true"' in browser(ben).get("/ideas/").text
    assert 'aria-pressed="true"' not in browser(eva).get("/ideas/").text
    assert "<strong>1</strong>" in browser(eva).get("/ideas/").text


def test_a_form_in_a_kept_card_bears_the_token_of_whoever_reads(idea, ben, eva, browser):
    for who in (ben, eva):
        mine = browser(who)
        page = mine.get("/ideas/").text
        token = (
            page.split(f'id="support-{idea.pk}"')[1]
            .split('name="csrfmiddlewaretoken" value="')[1]
            .split('"')[0]
        )
        form = {"csrfmiddlewaretoken": token}
        assert (
            mine.post(f"/ideas/{idea.pk}/support/", form, headers={"Referer": "/ideas/"}).status_code == 302
        )
    idea.refresh_from_db()
    assert idea.support_count == 2


def test_only_its_author_can_take_a_comment_back(idea, garden, ben, eva, browser):
    talk.post(idea, by=ben, community=garden, body="I bring cups.")
    for who, may in ((ben, True), (eva, False), (ben, True)):
        page = browser(who).get(idea.get_absolute_url()).text
        assert "I bring cups." in page
        assert ("Take back" in page) is may


def test_the_count_of_the_list_is_that_of_this_moment(idea, garden, ada, ben, browser):
    reader = browser(ben)
    assert "A tap" in reader.get("/ideas/").text
    for number in range(20):
        ideas.publish(ideas.draft(garden, by=ada, title=f"Bench {number}", body=""), by=ada)
    assert "page=2" in reader.get("/ideas/").text


def test_the_second_reader_is_shown_what_was_made_for_the_first(idea, ben, eva, browser):
    fragments.shelf.clear()
    browser(ben).get("/ideas/")
    made = len(fragments.shelf._made)
    browser(eva).get("/ideas/")
    assert len(fragments.shelf._made) == made > 0
