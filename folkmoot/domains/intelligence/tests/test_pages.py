"""What people see of what the machine suggests, and who sees it."""

import time

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from markupsafe import escape

from folkmoot.activity import keeping
from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.intelligence import actions, slots
from folkmoot.domains.intelligence.models import Theme, ThemeMember, Understanding
from folkmoot.domains.intelligence.progress import SECONDS
from folkmoot.domains.intelligence.showing import feelings_of, look_alikes_of
from folkmoot.domains.intelligence.tasks import walk
from folkmoot.kit.preparing import compiled
from folkmoot.kit.refs import ref

from .worlds import publish, speak


@pytest.fixture
def spoken(garden, ada, work):
    given = speak(garden, ada)
    work()
    return given


def theme_of(thing) -> Theme:
    return ThemeMember.objects.get(subject=ref(thing)).theme


def test_an_idea_shows_what_is_understood_with_the_models(spoken, client):
    page = client.get(f"/ideas/{spoken[0].pk}/").text

    assert "What we understand" in page
    assert "English" in page
    assert "Model fasttext-lid.176.ftz" in page
    assert "folkmoot-sentiment-en" in page
    assert "Not right? Correct it" not in page


def test_an_idea_that_waits_shows_nothing(garden, ada, client):
    idea = publish(garden, ada, "More benches in the park")
    assert "What we understand" not in client.get(f"/ideas/{idea.pk}/").text


def test_look_alikes_are_near_in_meaning_and_not_the_idea_itself(spoken):
    understanding = Understanding.objects.get(subject=ref(spoken[0]))
    alike = look_alikes_of(understanding, AnonymousUser())

    assert alike
    assert {idea for idea, _cosine in alike} <= set(spoken[1:5])
    assert [cosine for _idea, cosine in alike] == sorted((c for _, c in alike), reverse=True)
    assert all(cosine >= 0.6 for _idea, cosine in alike)


def test_look_alikes_in_a_hidden_community_are_seen_by_its_members_only(
    spoken, workshop, eva, ben, mia, work, enter
):
    hidden = publish(workshop, eva, "More benches in the park, now!")
    work()
    address = f"/ideas/{spoken[0].pk}/"

    assert f'href="/ideas/{hidden.pk}/"' in enter(eva).get(address).text
    assert f'href="/ideas/{hidden.pk}/"' not in enter(ben).get(address).text


def test_what_was_near_is_read_along_the_next_time(spoken, enter, ben):
    browser, address = enter(ben), f"/ideas/{spoken[0].pk}/"
    slots.near_lately.clear()
    first, second = statements_of(browser, address), statements_of(browser, address)

    assert "Look-alikes" in browser.get(address).text
    assert second < first
    assert second <= 3


def test_what_came_near_meanwhile_is_shown(spoken, garden, ada, ben, work, enter):
    browser, address = enter(ben), f"/ideas/{spoken[0].pk}/"
    assert browser.get(address).status_code == 200
    late = publish(garden, ada, f"{spoken[0].title} today")
    assert f'href="/ideas/{late.pk}/"' not in browser.get(address).text
    work()

    assert f'href="/ideas/{late.pk}/"' in browser.get(address).text


def test_the_end_of_what_was_understood_is_found_by_its_own_index(spoken):
    once, values = compiled(slots._ideas_understood())
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")  # a dozen rows are read faster than an index
        cursor.execute(f"explain select {once.column}", values)
        plan = "\n".join(line for (line,) in cursor)
    assert "ideas_understood_last" in plan
    assert "Sort" not in plan


def statements_of(browser, address):
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)


def test_a_community_shows_its_largest_themes_with_a_quote_each(garden, spoken, client):
    page = client.get("/communities/garden/").text
    assert "What people speak of" in page
    for theme in Theme.objects.filter(is_rest=False):
        assert f'href="/themes/{theme.pk}/"' in page
        assert str(escape(theme.voices()[0][1])) in page


def test_a_community_where_nobody_spoke_shows_no_themes(garden, client):
    assert "What people speak of" not in client.get("/communities/garden/").text
    assert "Nobody has spoken yet" in client.get("/communities/garden/themes/").text


def test_for_some_seconds_a_community_counts_its_voices_once(garden, ada, ben, enter, monkeypatch):
    speak(garden, ada)
    browser, address = enter(ben), "/communities/garden/"
    browser.get(address)
    keeping.remembered.clear()
    first, second = statements_of(browser, address), statements_of(browser, address)
    assert second < first

    while walk():
        assert "0 of 15" in browser.get(address).text
    later = time.monotonic() + SECONDS + 1
    monkeypatch.setattr(keeping.time, "monotonic", lambda: later)
    assert "15 of 15" in browser.get(address).text


def test_while_it_is_understood_the_progress_is_shown_and_watched(garden, ada, client, work):
    speak(garden, ada)
    page = client.get("/communities/garden/themes/").text
    assert "0 of 15" in page
    assert 'topic="' in page
    assert "0 of 15" in client.get("/communities/garden/").text

    work()
    page = client.get("/communities/garden/themes/").text
    assert "of 15" not in page
    assert "<live-progress" not in page


def test_too_few_voices_are_no_theme(garden, ada, client, work):
    publish(garden, ada, "Más árboles en la calle mayor", "Hace mucho calor en verano y no hay sombra.")
    work()
    page = client.get("/communities/garden/themes/").text
    assert "Does not fit" in page
    assert "or is too little to tell" in page


def test_the_page_of_themes_shows_words_quotes_and_feelings(garden, spoken, client):
    theme = theme_of(spoken[0])
    subjects = [subject for subject, _quote in theme.voices()]
    Understanding.objects.filter(subject__in=subjects[:3]).update(sentiment="positive")
    Understanding.objects.filter(subject=subjects[3]).update(sentiment="negative")
    Understanding.objects.filter(subject=subjects[4]).update(sentiment="unknown")

    page = client.get("/communities/garden/themes/").text
    assert "75% speak positively, 25% negatively" in page
    assert 'width="75.0%"' in page
    for part in (*theme.words, *(quote for _subject, quote in theme.voices(3))):
        assert str(escape(part)) in page


def test_a_corrected_feeling_is_counted_as_corrected(garden, spoken, mia):
    theme = theme_of(spoken[0])
    for subject, _quote in theme.voices():
        actions.correct_sentiment(Understanding.objects.get(subject=subject), by=mia, sentiment="negative")
    assert feelings_of([theme])[theme.pk].negative_share == 1.0


def test_naming_by_the_page(spoken, mia, ada, enter):
    theme = theme_of(spoken[0])
    assert "Give it this name" not in enter(ada).get(f"/themes/{theme.pk}/").text
    page = enter(mia).post(f"/themes/{theme.pk}/name/", {"name": "Places to sit"}, follow=True)
    assert "It goes by “Places to sit” now." in page.text
    assert "named by Mia" in page.text
    refused = enter(ada).post(f"/themes/{theme.pk}/name/", {"name": "Mine"}, follow=True)
    assert "Only managers and moderators" in refused.text
    too_long = enter(mia).post(f"/themes/{theme.pk}/name/", {"name": "x" * 121}, follow=True)
    assert "at most 120" in too_long.text


def test_moving_by_the_page(spoken, cleo, enter):
    before, to = theme_of(spoken[0]), theme_of(spoken[5])
    member = ThemeMember.objects.get(subject=ref(spoken[0]))
    browser = enter(cleo)
    assert f'action="/themes/members/{member.pk}/move/"' in browser.get(before.get_absolute_url()).text

    page = browser.post(
        f"/themes/members/{member.pk}/move/", {"to": to.pk, "next": to.get_absolute_url()}, follow=True
    )
    assert page.redirect_chain == [(to.get_absolute_url(), 302)]
    assert "put here by a person" in page.text
    assert (
        "Choose a theme" in browser.post(f"/themes/members/{member.pk}/move/", {"to": "x"}, follow=True).text
    )


def test_a_redirect_never_leads_outside(spoken, cleo, enter):
    member = ThemeMember.objects.get(subject=ref(spoken[0]))
    answer = enter(cleo).post(
        f"/themes/members/{member.pk}/move/", {"to": theme_of(spoken[5]).pk, "next": "https://example.org/"}
    )
    assert answer.url.startswith("/themes/")


def test_themes_of_a_hidden_community_are_hidden(garden, spoken, workshop, eva, dan, enter, work):
    speak(workshop, eva)
    work()
    theme = Theme.objects.filter(community=workshop).first()
    member = ThemeMember.objects.filter(theme__community=workshop).first()
    open_theme = theme_of(spoken[0])

    assert enter(eva).get(f"/themes/{theme.pk}/").status_code == 200
    browser = enter(dan)
    assert browser.get(f"/themes/{theme.pk}/").status_code == 404
    assert browser.get("/communities/workshop/themes/").status_code == 404
    assert browser.post(f"/themes/members/{member.pk}/move/", {"to": theme.pk}).status_code == 404
    assert browser.post(f"/themes/members/{member.pk}/move/", {"to": open_theme.pk}).status_code == 404
    assert browser.post(f"/themes/{theme.pk}/name/", {"name": "x"}).status_code == 404
    assert "workshop" not in browser.get("/themes/").text


def test_the_index_counts_the_themes_of_each_community(spoken, client):
    page = client.get("/themes/").text
    assert 'href="/communities/garden/themes/"' in page
    assert "3 themes" in page


def test_a_retired_theme_says_so(garden, client):
    theme = Theme.objects.create(community=garden, words=["bus"], retired_at="2024-01-01T00:00Z", model="x 1")
    page = client.get(f"/themes/{theme.pk}/").text
    assert "not found any more" in page
    assert "No voice is in it" in page


def test_a_manager_can_make_an_insight_of_it(spoken, mia, enter):
    assert (
        f'href="/insights/make/{theme_of(spoken[0]).pk}/"'
        in enter(mia).get(theme_of(spoken[0]).get_absolute_url()).text
    )


def test_comments_are_voices_too(garden, spoken, ben, client, work):
    comment = discussions.post(spoken[0], by=ben, community=garden, body="Benches in the park: yes please!")
    work()
    page = client.get(theme_of(comment).get_absolute_url()).text
    assert "Benches in the park: yes please!" in page
    assert f'href="/discussions/comments/{comment.pk}/"' in page


def test_long_lists_have_pages(garden, spoken, ada, client, work):
    for n in range(8):
        publish(garden, ada, f"Bench {n} in the park is broken")
    work()
    theme = theme_of(spoken[0])
    ThemeMember.objects.update(theme=theme)

    assert 'rel="next"' in client.get(theme.get_absolute_url()).text
    assert client.get(f"{theme.get_absolute_url()}?page=2").text.count("<blockquote") == 3


@pytest.mark.parametrize("who", ["visitor", "mia"])
def test_pages_ask_the_database_a_bounded_number_of_times(
    garden, ada, mia, spoken, enter, client, work, django_assert_max_num_queries, who
):
    for n in range(12):
        publish(garden, ada, f"Bench {n} in the park is broken")
    work()
    browser = enter(mia) if who == "mia" else client
    for address, most in (
        ("/communities/garden/themes/", 16),
        (theme_of(spoken[0]).get_absolute_url(), 20),
        ("/themes/", 9),
    ):
        browser.get(address)
        with django_assert_max_num_queries(most):
            assert browser.get(address).status_code == 200


def test_a_withdrawn_idea_is_no_voice_even_before_it_is_forgotten(spoken, ada, client):
    theme = theme_of(spoken[0])
    ideas.withdraw(spoken[0], by=ada, reason="I was wrong")
    assert f'href="/ideas/{spoken[0].pk}/"' not in client.get(theme.get_absolute_url()).text
