"""Flags and suggestions bring a thing before a moderator; neither does anything by itself."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.moderation import actions, rules
from folkmoot.domains.moderation.models import Case, Decision, Flag, Suggestion
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused
from folkmoot.kit.refs import ref


def test_everybody_but_the_author_may_flag_in_an_open_community(cast, idea):
    may = {name for name, person in cast.items() if rules.may_flag(person, idea)}
    assert may == set(cast) - {"ada"}


def test_nobody_outside_flags_in_one_by_invitation(cast, workshop, eva, mia):
    from .conftest import publish  # noqa: PLC0415

    secret = publish(workshop, eva, "A pump")
    assert {name for name, person in cast.items() if rules.may_flag(person, secret)} == {"mia", "root"}


def test_a_flag_opens_a_case_and_tells_no_name(idea, ben, happened):
    actions.flag(idea, by=ben, reason="spam", words="Bought.")
    case = Case.objects.open().get()
    assert (case.subject, case.flag_count, case.author_id) == (ref(idea), 1, idea.author_id)
    assert happened("moderation.thing.flagged", object=idea, actor="")


def test_a_person_flags_a_thing_once(idea, ben):
    actions.flag(idea, by=ben, reason="spam")
    with pytest.raises(Refused, match="already"):
        actions.flag(idea, by=ben, reason="hate")
    with pytest.raises(IntegrityError, match="flags_a_thing_once"), transaction.atomic():
        Flag.objects.create(subject=ref(idea), community=idea.community, person=ben, reason="hate")


def test_unflag_closes_a_case_that_nothing_else_speaks_for(idea, ben, dan):
    raised = actions.flag(idea, by=ben, reason="spam")
    assert not rules.may_unflag(dan, raised)
    actions.unflag(raised, by=ben)
    assert not Case.objects.open().exists()
    actions.flag(idea, by=ben, reason="hate")
    assert Case.objects.open().get().flag_count == 1


def test_thirty_a_day_are_enough(idea, ben, monkeypatch):
    monkeypatch.setattr(rules, "FLAGS_A_DAY", 1)
    actions.flag(idea, by=ben, reason="spam")
    assert "flagged much today" in str(rules.may_flag(ben, idea).because)
    with clock.set_to(clock.now() + timedelta(days=1, minutes=1)):
        assert rules.may_flag(ben, idea)


def test_flags_of_blocked_people_do_not_count(idea, ben, dan, cleo):
    actions.flag(idea, by=ben, reason="spam")
    actions.flag(idea, by=dan, reason="spam")
    actions.block(ben, by=cleo, community=idea.community, reason="spam")
    assert Case.objects.get().flag_count == 1
    with pytest.raises(Refused, match="not take part"):
        actions.flag(idea, by=Person.objects.get(pk=ben.pk), reason="hate")
    actions.unblock(ben, by=cleo, community=idea.community)
    assert Case.objects.get().flag_count == 2


def test_what_was_passed_opens_again_by_a_new_flag_only(idea, ben, dan, cleo):
    actions.flag(idea, by=ben, reason="spam")
    actions.let_pass([ref(idea)], by=cleo)
    assert not Case.objects.open().exists()
    actions.flag(idea, by=dan, reason="spam")
    assert Case.objects.open().get().flag_count == 1


def test_flags_alone_never_hide(idea, cast, garden):
    for name in set(cast) - {"ada"}:
        actions.flag(idea, by=cast[name], reason="hate")
    assert Idea.objects.published().filter(pk=idea.pk).exists()
    assert not Decision.objects.exists()


def suggest(idea, **changes):
    asked = {"kind": "spam", "score": 0.8, "model": "m", "version": "1", "words": ["buy"], "digest": "a"}
    return actions.suggest(ref(idea), **asked | changes)


def test_a_suggestion_never_acts_alone(idea, happened):
    before = Idea.objects.values().get(pk=idea.pk)
    suggest(idea, score=1.0)
    assert Idea.objects.values().get(pk=idea.pk) == before
    assert not Decision.objects.exists()
    assert Case.objects.open().get().score == 1.0
    assert happened("moderation.thing.suggested", object=idea)


def test_the_same_text_is_suggested_again_only_after_it_changed(idea, cleo):
    suggest(idea)
    actions.let_pass([ref(idea)], by=cleo)
    suggest(idea, score=0.9)
    assert not Case.objects.open().exists()
    suggest(idea, digest="b")
    assert Case.objects.open().exists()
    assert Suggestion.objects.count() == 1


def test_what_is_gone_is_not_suggested(db):
    assert actions.suggest("ideas.idea/0", kind="spam", score=1, model="m", version="1", words=[]) is None


def test_the_most_suspected_comes_first_then_the_most_flagged(garden, ada, ben, dan, cleo):
    from .conftest import publish  # noqa: PLC0415

    plain, flagged, suspected = (publish(garden, ada, title) for title in ("Plain", "Flagged", "Suspected"))
    actions.flag(plain, by=ben, reason="spam")
    for who in (ben, dan):
        actions.flag(flagged, by=who, reason="spam")
    suggest(suspected, score=0.6)
    order = [case.subject for case in Case.objects.open().overseen_by(cleo).urgent_first()]
    assert order == [ref(suspected), ref(flagged), ref(plain)]


def test_what_is_held_waits_in_the_queue_until_its_author_takes_it_back(held, ben, work):
    from folkmoot.domains.ideas import actions as ideas  # noqa: PLC0415

    work()
    assert Case.objects.open().get().is_held
    ideas.withdraw(held, by=ben, reason="Never mind.")
    work()
    assert not Case.objects.open().exists()
