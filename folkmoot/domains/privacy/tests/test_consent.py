"""Consent: to each purpose, in words of a version, given and withdrawn alike; and it has an effect."""

import dataclasses

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.activity.models import Activity
from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.notices import actions as notices
from folkmoot.domains.notices.tests.conftest import wish
from folkmoot.domains.privacy import actions, purposes, rules
from folkmoot.domains.privacy.models import Consent
from folkmoot.kit.answers import Refused
from folkmoot.kit.seals import seal


def test_research_is_off_until_it_is_given_and_letters_are_on_until_withdrawn(ada):
    assert not rules.has_consent(ada, "research")
    assert rules.has_consent(ada, "letters")


def test_give_and_withdraw_are_told_with_a_seal_that_their_words_open(ada, happened):
    said = actions.give("research", by=ada)
    assert rules.has_consent(ada, "research")
    told = Activity.objects.get(verb="privacy.consent.given", actor=f"people.person/{ada.pk}")
    assert told.seal == seal(said.content, salt=said.salt)
    actions.withdraw("research", by=ada)
    assert not rules.has_consent(ada, "research")
    assert happened("privacy.consent.withdrawn", actor=ada)


def test_what_is_so_already_is_not_said_again(ada):
    with pytest.raises(Refused):
        actions.withdraw("research", by=ada)
    with pytest.raises(Refused):
        actions.give("letters", by=ada)
    assert not Consent.objects.exists()


def test_new_words_are_asked_anew_but_a_no_stays_a_no(ada, ben, monkeypatch):
    actions.give("research", by=ada)
    actions.withdraw("letters", by=ada)
    newer = {
        name: dataclasses.replace(purpose, version=2, words="Other words.")
        for name, purpose in purposes.PURPOSES.items()
    }
    for module in (rules, actions.consenting):
        monkeypatch.setattr(module, "PURPOSES", newer)
    assert not rules.has_consent(ada, "research")
    assert not rules.has_consent(ada, "letters")
    said = actions.give("research", by=ada)
    assert (said.version, said.digest) == (2, newer["research"].digest)


def test_without_letters_no_letter_is_written_and_with_them_it_is(garden, ada, ben, work):
    wish(ada, "at_once")
    idea = ideas.publish(ideas.draft(garden, by=ada, title="A bench", body="x"), by=ada)
    actions.withdraw("letters", by=ada)
    discussions.post(idea, by=ben, community=garden, body="Yes.")
    work()
    assert ada.notices.exists()
    assert not ada.letters.exists()
    assert ada.pk not in notices.people_to_write_to()
    actions.give("letters", by=ada)
    discussions.post(idea, by=ben, community=garden, body="And yes again.")
    work()
    assert ada.letters.exists()


def test_the_page_shows_each_with_one_button(ada, enter):
    browser = enter(ada)
    page = browser.get("/privacy/").content.decode()
    assert "consents/letters/withdraw/" in page
    assert "consents/research/give/" in page
    assert browser.post("/privacy/consents/research/give/").status_code == 302
    assert "consents/research/withdraw/" in browser.get("/privacy/").content.decode()
    browser.post("/privacy/consents/letters/withdraw/")
    assert not rules.has_consent(ada, "letters")
    assert browser.post("/privacy/consents/nonsense/give/").status_code == 404


def test_everybody_with_an_account_decides_for_themselves(cast):
    assert {name for name, who in cast.items() if rules.may_give(who, "research")} == set(cast)
    assert {name for name, who in cast.items() if rules.may_withdraw(who, "letters")} == set(cast)


@given(wishes=st.lists(st.tuples(st.sampled_from(["letters", "research"]), st.booleans()), max_size=12))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_newest_word_counts_whatever_was_said_before(ada, wishes):
    for purpose, is_given in wishes:
        if rules.has_consent(ada, purpose) != is_given:
            (actions.give if is_given else actions.withdraw)(purpose, by=ada)
        assert rules.has_consent(ada, purpose) == is_given
        assert (ada.pk in set(rules.refusing(purpose).values_list("person", flat=True))) == (
            not is_given and Consent.objects.of(ada).filter(purpose=purpose).exists()
        )
