"""Words picked out of what was said: the span is checked, another person verifies, and they become evidence."""

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.insights import actions, rules
from folkmoot.domains.insights.models import Evidence, Highlight
from folkmoot.domains.insights.spans import said_in, span_of
from folkmoot.domains.moderation import actions as moderation
from folkmoot.kit.answers import Refused
from folkmoot.kit.refs import ref


@given(st.text(max_size=60), st.text(min_size=1, max_size=20), st.text(max_size=60))
def test_what_was_selected_is_found_where_it_stands(before, quote, after):
    text = " ".join(f"{before} {quote} {after}".split())
    wanted = " ".join(quote.split())
    span = span_of(quote, text)
    if wanted:
        assert span is not None
        assert text[slice(*span)] == wanted
    else:
        assert span is None


def test_of_words_that_stand_twice_the_ones_selected_are_meant():
    assert span_of("bees", "bees and bees", near=5) == (9, 13)
    assert span_of("bees", "bees and bees") == (0, 4)
    assert span_of("bees", "bees and wasps", near=8) == (0, 4)


@pytest.fixture
def one(idea, mia) -> Highlight:
    return actions.highlight(idea, by=mia, quote="bee\n  hotel", codes=["Bees", "home", "bees"])


def test_only_those_with_an_office_pick_words(cast, garden, workshop):
    assert {name for name, person in cast.items() if rules.may_highlight(person, garden.pk)} == {
        "cleo",
        "fay",
        "mia",
        "root",
    }


def test_the_span_is_the_words_in_the_text_of_that_version(one, idea):
    assert said_in(idea)[one.start : one.end] == one.quote == "bee hotel"
    assert one.version == 1
    assert one.codes == ["bees", "home"]


def test_words_that_do_not_stand_there_are_refused(idea, comment, mia):
    for thing in (idea, comment):
        with pytest.raises(Refused, match="do not stand in the text"):
            actions.highlight(thing, by=mia, quote="a wasp hotel", codes=["x"])
    with pytest.raises(Refused, match="code"):
        actions.highlight(idea, by=mia, quote="bee", codes=[" ", ""])


def test_a_new_version_leaves_what_was_picked_from_the_old_one(one, idea, ada, mia):
    ideas.revise(idea, by=ada, title="A wasp hotel", body="Stone.")
    one.refresh_from_db()
    assert one.quote == "bee hotel"
    idea.refresh_from_db()
    with pytest.raises(Refused):
        actions.highlight(idea, by=mia, quote="bee hotel", codes=["bees"])


def test_picking_the_same_words_again_adds_the_codes(one, idea, mia):
    again = actions.highlight(idea, by=mia, quote="bee hotel", codes=["wood"])
    assert again.pk == one.pk
    assert again.codes == ["bees", "home", "wood"]


def test_another_person_verifies(one, cast, mia, fay):
    assert {name for name, person in cast.items() if rules.may_verify(person, one)} == {"cleo", "fay", "root"}
    with pytest.raises(Refused, match="Another person"):
        actions.verify(one, by=mia)
    with pytest.raises(IntegrityError, match="by_another_person"), transaction.atomic():
        Highlight.objects.filter(pk=one.pk).update(verified_by=mia, verified_at=one.at)
    assert actions.verify(one, by=fay).is_verified


def test_verified_words_become_evidence_and_their_author_is_counted(
    one, insight, mia, fay, cast, garden, ben
):
    other = ideas.publish(ideas.draft(garden, by=ben, title="Homes for wasps", body=""), by=ben)
    two = actions.highlight(other, by=mia, quote="Homes", codes=["home"])
    with pytest.raises(Refused, match="verifies these words first"):
        actions.attach(two, by=mia, insight=insight)
    two = actions.verify(two, by=fay)
    assert {name for name, person in cast.items() if rules.may_attach(person, two, insight)} == {
        "cleo",
        "fay",
        "mia",
        "root",
    }
    actions.attach(two, by=mia, insight=insight)
    assert Evidence.objects.get(subject=ref(other)).quote == "Homes"
    with pytest.raises(Refused, match="evidence already"):
        actions.attach(two, by=mia, insight=insight)


def test_words_of_one_community_are_no_evidence_in_another(one, workshop, mia, fay, eva):
    there = ideas.publish(ideas.draft(workshop, by=eva, title="Elsewhere", body=""), by=eva)
    elsewhere = actions.make(workshop, by=mia, title="Elsewhere", voices=[(ref(there), "")])
    verified = actions.verify(one, by=fay)
    with pytest.raises(Refused, match="another community"):
        actions.attach(verified, by=mia, insight=elsewhere)


def test_by_the_page_words_are_picked_verified_and_put_under_an_insight(
    idea, insight, mia, fay, enter, client
):
    page = f"/insights/highlight/idea/{idea.pk}/"
    enter(mia).post(page, {"quote": "Wood.", "codes": "Material, wood", "near": 3})
    one = Highlight.objects.get()
    assert one.codes == ["material", "wood"]
    assert "Wood." in enter(fay).get(page).text
    enter(fay).post(f"/insights/highlights/{one.pk}/verify/")
    enter(fay).post(f"/insights/highlights/{one.pk}/attach/", {"insight": insight.pk})
    one.refresh_from_db()
    assert (one.verified_by, one.insight) == (fay, insight)
    client.logout()
    for public in (idea.get_absolute_url(), insight.get_absolute_url()):
        assert "<mark>Wood.</mark>" in client.get(public).text


def test_what_is_only_coded_is_not_public(one, idea, client):
    assert "<mark>" not in client.get(idea.get_absolute_url()).text


def test_what_a_moderator_hides_is_quoted_nowhere(one, idea, fay, cleo, insight, client):
    actions.attach(actions.verify(one, by=fay), by=fay, insight=insight)
    assert "<mark>bee hotel</mark>" in client.get(insight.get_absolute_url()).text
    moderation.hide([ref(idea)], by=cleo, reason="spam", words="It sells.")
    assert "<mark>bee hotel</mark>" not in client.get(insight.get_absolute_url()).text


def test_what_was_taken_back_is_no_voice_any_more(insight, comment, ben, client, mia):
    assert "With a roof." in client.get(insight.get_absolute_url()).text
    discussions.take_back(comment, by=ben)
    assert "With a roof." not in client.get(insight.get_absolute_url()).text
    comment.refresh_from_db()
    with pytest.raises(Refused):
        actions.highlight(comment, by=mia, quote="roof", codes=["roof"])


@pytest.mark.parametrize("kind", ["idea", "comment"])
def test_the_page_is_there_for_ideas_and_comments_and_nothing_else(kind, idea, comment, mia, enter):
    thing = {"idea": idea, "comment": comment}[kind]
    assert enter(mia).get(f"/insights/highlight/{kind}/{thing.pk}/").status_code == 200
    assert enter(mia).get(f"/insights/highlight/person/{thing.pk}/").status_code == 404
