"""The card of an idea in pages of others, and how they find it."""

import html
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext

from folkmoot.domains.ideas import actions
from folkmoot.domains.moderation import actions as moderation
from folkmoot.kit.refs import ref


@pytest.fixture
def idea(ada, ben, garden):
    idea = actions.publish(
        actions.draft(garden, by=ada, title='A <b>"bee"</b> hotel', body="Near the *pond*, " * 60), by=ada
    )
    actions.support(idea, by=ben)
    idea.refresh_from_db()
    return idea


@pytest.fixture
def secret(eva, workshop):
    return actions.publish(actions.draft(workshop, by=eva, title="A secret", body="Hush."), by=eva)


def asked(client, idea, **more):
    return client.get("/oembed", {"url": f"{settings.URL}/ideas/{idea.pk}/", **more})


def test_the_card_says_what_it_is_how_many_stand_behind_it_and_where_it_stands(client, idea):
    page = html.unescape(client.get(f"/ideas/{idea.pk}/card/").text)
    for words in (
        'A <b>"bee"</b> hotel',
        "The garden",
        "Near the pond",
        "1 person stands behind it",
        "Gathering",
    ):
        assert words in page
    assert 'target="_blank"' in page
    assert "<script" not in page


def test_it_may_be_framed_and_no_other_page_may(client, idea):
    card = client.get(f"/ideas/{idea.pk}/card/")
    assert "frame-ancestors *" in card["Content-Security-Policy"]
    assert "X-Frame-Options" not in card
    for path in (
        f"/ideas/{idea.pk}/",
        "/ideas/",
        "/",
        "/kit/",
        f"/oembed?url={settings.URL}/ideas/{idea.pk}/",
    ):
        other = client.get(path)
        assert "frame-ancestors 'none'" in other["Content-Security-Policy"], path
        assert other["X-Frame-Options"] == "DENY", path


def test_a_frame_runs_nothing_and_sends_nothing(client, idea):
    policy = client.get(f"/ideas/{idea.pk}/card/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "form-action 'none'" in policy


def test_whoever_is_signed_in_sees_what_a_stranger_sees_and_no_cookie_is_set(client, idea, ada, enter):
    path = f"/ideas/{idea.pk}/card/"
    stranger = client.get(path)
    mine = enter(ada).get(path)
    assert mine.content == stranger.content
    for answer in (stranger, mine, asked(client, idea)):
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
        assert answer["Cache-Control"].startswith("public")


def test_it_says_nobody_s_name(client, idea):
    page = client.get(f"/ideas/{idea.pk}/card/").text
    assert not re.search(r"\b(Ada|Ben|Mia|Fay)\b", page)
    assert not re.search(r"\b(Ada|Ben|Mia|Fay)\b", asked(client, idea).text)


def test_it_is_light(client, idea):
    page = client.get(f"/ideas/{idea.pk}/card/")
    styles = re.findall(r'<link rel="stylesheet" href="/static/([^"]+)"', page.text)
    weights = [Path(finders.find(style)).stat().st_size for style in styles]
    assert len(page.content) + sum(weights) < 15_000
    assert 0 < len(weights) < 5


@pytest.mark.parametrize("who", ["visitor", "eva", "root"])
def test_what_is_not_for_everybody_has_no_card(client, enter, cast, idea, secret, ada, garden, cleo, who):
    """Not even for those who may read it: a frame is anybody's."""
    draft = actions.draft(garden, by=ada, title="Still thinking", body="")
    browser = client if who == "visitor" else enter(cast[who])
    for one in (secret, draft):
        assert browser.get(f"/ideas/{one.pk}/card/").status_code == 404
        assert asked(browser, one).status_code == 404
    moderation.hide([ref(idea)], by=cleo, reason="spam")
    assert browser.get(f"/ideas/{idea.pk}/card/").status_code == 404
    assert asked(browser, idea).status_code == 404


def test_the_page_of_an_idea_leads_to_the_answer_and_the_answer_to_the_card(client, idea):
    page = client.get(f"/ideas/{idea.pk}/").text
    href = html.unescape(re.search(r'type="application/json\+oembed"[^>]*href="([^"]+)"', page)[1])
    given = client.get(href.removeprefix("http://testserver"))
    assert given["Content-Type"] == "application/json"
    said = given.json()
    assert (said["version"], said["type"], said["title"]) == ("1.0", "rich", 'A <b>"bee"</b> hotel')
    framed = html.unescape(re.search(r'<iframe src="([^"]+)"', said["html"])[1])
    assert framed == f"{settings.URL}/ideas/{idea.pk}/card/"
    assert "<b>" not in said["html"]
    assert client.get(framed.removeprefix(settings.URL)).status_code == 200


def test_a_link_to_an_idea_shows_what_it_is_about(client, idea):
    page = client.get(f"/ideas/{idea.pk}/").text
    shown = {
        name: html.unescape(words)
        for name, words in re.findall(r'property="og:(\w+)" content="([^"]*)"', page)
    }
    assert shown["title"] == 'A <b>"bee"</b> hotel'
    assert shown["url"] == f"http://testserver/ideas/{idea.pk}/"
    assert shown["description"].startswith("Near the pond")


def test_what_is_not_public_says_nothing_in_its_head(client, enter, eva, secret, ada, garden):
    draft = actions.draft(garden, by=ada, title="Still thinking", body="")
    for who, one in ((eva, secret), (ada, draft)):
        page = enter(who).get(f"/ideas/{one.pk}/").text
        assert "oembed" not in page
        assert "og:title" not in page


def test_it_is_never_wider_than_what_was_asked_for(client, idea):
    said = asked(client, idea, maxwidth="320", maxheight="100").json()
    assert (said["width"], said["height"]) == (320, 100)
    assert 'width="320"' in said["html"]
    usual = asked(client, idea).json()
    for wrong in ("9999", "0", "-1", "x", "²", "1e3", "1" * 40):
        assert asked(client, idea, maxwidth=wrong).json()["width"] == usual["width"]


def test_there_is_no_other_format_than_json(client, idea):
    assert asked(client, idea, format="xml").status_code == 501
    assert asked(client, idea, format="json").status_code == 200


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://elsewhere.example/ideas/{pk}/",
        "javascript:alert(1)//{host}/ideas/{pk}/",
        "//{host}/ideas/{pk}/",
        "ftp://{host}/ideas/{pk}/",
        "http://{host}@elsewhere.example/ideas/{pk}/",
        "http://user@{host}/ideas/{pk}/",
        "http://{host}.elsewhere.example/ideas/{pk}/",
        "http://{host}/ideas/{pk}/edit/",
        "http://{host}/ideas/{pk}%00/",
        "http://{host}/ideas/999999999999999999999999/",
        "http://{host}/communities/garden/",
        "http://[::1/ideas/{pk}/",
        "/ideas/{pk}/",
    ],
)
def test_only_addresses_of_ideas_here_are_answered(client, idea, url):
    url = url.format(pk=idea.pk, host=settings.URL.split("://")[1])
    assert client.get("/oembed", {"url": url}).status_code == 404


def test_a_card_costs_few_statements(client, idea):
    with CaptureQueriesContext(connection) as asked_for:
        client.get(f"/ideas/{idea.pk}/card/")
    assert len(asked_for) <= 4
