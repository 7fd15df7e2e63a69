"""An answer goes out after some minutes; until then it can be undone, and nobody knows of it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from folkmoot.activity.models import Activity
from folkmoot.domains.communities.models import Membership, Role, forget_roles
from folkmoot.domains.discussions.models import OfficialAnswer
from folkmoot.domains.insights import actions, rules, tasks
from folkmoot.domains.insights.models import AnswerDraft, Delivery, HeldAnswer, Insight
from folkmoot.domains.notices.models import Notice
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused
from folkmoot.kit.subjects import may_go


@pytest.fixture
def held(insight, fay) -> HeldAnswer:
    actions.answer(insight, by=fay, outcome="accepted", reason="We build ten.", in_minutes=10)
    return insight.held_answers.get()


def is_out(insight: Insight) -> bool:
    return Insight.objects.get(pk=insight.pk).is_answered


def test_until_its_moment_nothing_is_public_nothing_moves_and_nobody_is_told(
    held, insight, idea, client, enter, ada, work
):
    work()
    idea.refresh_from_db()

    assert idea.state == "in_review"
    assert not is_out(insight)
    assert not OfficialAnswer.objects.exists()
    assert not Delivery.objects.exists()
    assert not Activity.objects.of("insights.insight.answered").exists()
    assert not Notice.objects.filter(verb="insights.insight.answered").exists()
    for browser in (client, enter(ada)):
        for page in (
            insight.get_absolute_url(),
            idea.get_absolute_url(),
            "/board/",
            "/roadmap/",
            "/insights/",
        ):
            assert "We build ten." not in browser.get(page).text
            assert "on its way" not in browser.get(page).text


def test_its_writer_sees_when_it_goes_out(held, fay, enter):
    page = enter(fay).get("/desk/").text
    assert "1 answer is on its way" in page
    assert "Undo" in page
    assert "Nothing waits for your answer" in page


def test_at_its_moment_it_goes_out_once_however_often_it_is_asked(held, insight, later, work):
    with later(minutes=11):
        tasks.let_answer_go.func(held_id=held.pk)
        tasks.let_answer_go.func(held_id=held.pk)
        tasks.let_due_answers_go.func(timestamp=0)
        work()

    assert insight.answers.count() == 1
    assert Activity.objects.of("insights.insight.answered").count() == 1
    assert Notice.objects.filter(verb="insights.insight.answered").count() == 2
    held.refresh_from_db()
    assert (held.end, held.reason) == ("out", "")


def test_two_workers_with_the_same_answer_in_hand_let_it_go_once(held, insight, later):
    with later(minutes=11):
        assert actions.let_go(held) is True
        assert actions.let_go(held) is False
    held.refresh_from_db()
    assert held.end == "out"
    assert insight.answers.count() == 1


def test_what_counts_is_the_moment_at_which_it_went_out(held, insight, later):
    with later(minutes=11):
        out_at = clock.now()
        actions.let_go(held)

    told = Activity.objects.of("insights.insight.answered").get()
    assert told.happened_at == out_at
    assert Insight.objects.get(pk=insight.pk).answered_at == out_at


def test_a_job_that_comes_too_early_lets_nothing_go(held, insight):
    tasks.let_answer_go.func(held_id=held.pk)
    assert not is_out(insight)


def test_if_its_job_is_lost_the_sweep_lets_it_go(held, insight, later):
    with later(minutes=11):
        tasks.let_due_answers_go.func(timestamp=0)
    assert is_out(insight)


def test_the_job_is_queued_for_the_moment_in_the_transaction_of_the_answer(insight, fay):
    with transaction.atomic():
        actions.answer(insight, by=fay, outcome="accepted", reason="Yes.", in_minutes=10)
        transaction.set_rollback(True)
    jobs = ProcrastinateJob.objects.filter(task_name="insights.let_answer_go")
    assert not jobs.exists()

    actions.answer(insight, by=fay, outcome="accepted", reason="Yes.", in_minutes=10)
    assert jobs.get().scheduled_at == insight.held_answers.get().goes_out_at


def test_undone_it_is_a_draft_again_and_the_insight_waits_with_its_day(
    held, insight, fay, happened, later, work
):
    actions.undo(held, by=fay)

    assert [i.pk for i in Insight.objects.waiting_for(fay).unheld()] == [insight.pk]
    assert Insight.objects.get(pk=insight.pk).due_on == insight.due_on
    draft = AnswerDraft.objects.get(owner=fay)
    assert (draft.insights, draft.decision, draft.reason) == ([insight.pk], "accepted", "We build ten.")
    assert happened("insights.insight.undone", object=insight)
    with later(minutes=11):
        tasks.let_due_answers_go.func(timestamp=0)
        work()
    assert not is_out(insight)


def test_that_it_was_undone_stands_in_nobodys_feed(held, fay, root):
    actions.undo(held, by=fay)
    undone = Activity.objects.of("insights.insight.undone")
    assert undone.exists()
    assert not undone.visible_to(root).exists()


def test_only_its_writer_undoes_or_sends_it(held, cast):
    for rule in (rules.may_undo, rules.may_send):
        assert {name for name, person in cast.items() if rule(person, held)} == {"fay"}


def test_once_out_it_cannot_be_undone(held, fay, later):
    with later(minutes=11), pytest.raises(Refused, match="going out"):
        actions.undo(held, by=fay)
    actions.send(held, by=fay)
    with pytest.raises(Refused, match="went out"):
        actions.undo(held, by=fay)


def test_sent_now_it_is_out_at_once(held, insight, fay, enter, work):
    enter(fay).post(f"/insights/{insight.pk}/send/")
    work()
    assert is_out(insight)
    assert Notice.objects.filter(verb="insights.insight.answered").exists()


def test_while_it_is_on_its_way_nothing_else_is_done_with_the_insight(held, insight, fay, mia, ben):
    for refused in (
        lambda: actions.answer(insight, by=fay, outcome="declined", reason="No."),
        lambda: actions.give(insight, by=mia, owner=fay, due_on=clock.today()),
        lambda: actions.hand_over(insight, by=fay, to=mia, reason="Hers."),
        lambda: actions.draft([insight], by=fay, reason="No."),
    ):
        with pytest.raises(Refused, match="on its way"):
            refused()


def test_two_answers_are_never_on_their_way_to_one_insight(held, insight, fay):
    with pytest.raises(IntegrityError, match="one_answer_to_an_insight"), transaction.atomic():
        HeldAnswer.objects.create(
            insight=insight, by=fay, decision="declined", reason="No.", goes_out_at=clock.now()
        )


def test_who_lost_the_office_meanwhile_gets_the_words_back_with_the_reason(held, insight, fay, later, enter):
    Membership.objects.filter(person=fay, role=Role.DECISION_OWNER).delete()
    forget_roles(fay)
    with later(minutes=11):
        assert actions.let_go(HeldAnswer.objects.get(pk=held.pk)) is False

    held.refresh_from_db()
    assert held.end == "refused"
    assert not is_out(insight)
    assert AnswerDraft.objects.get(owner=fay).reason == "We build ten."
    assert "could not go out" in enter(fay).get("/desk/").text


def test_of_many_answered_together_one_is_undone_and_the_others_go_out(
    insight, another, fay, enter, later, settings
):
    settings.FOLKMOOT_UNDO_MINUTES = 10
    others = [another(f"Another {n}") for n in range(9)]
    browser = enter(fay)
    picks = [insight.pk, *(one.pk for one in others)]
    browser.post("/desk/answer/", {"pick": picks, "outcome": "carried_over", "reason": "In spring."})
    assert HeldAnswer.objects.open().count() == 10

    page = browser.post(f"/insights/{others[3].pk}/undo/", follow=True)
    assert "In spring.</textarea>" in page.text
    with later(minutes=11):
        tasks.let_due_answers_go.func(timestamp=0)

    waiting = Insight.objects.filter(state="given").values_list("pk", flat=True)
    assert list(waiting) == [others[3].pk]


def test_with_zero_minutes_an_answer_goes_out_with_the_press(at_once, insight, fay, enter):
    enter(fay).post(f"/insights/{insight.pk}/answer/", {"outcome": "accepted", "reason": "Yes."})
    assert is_out(insight)
    assert not HeldAnswer.objects.exists()


def test_by_the_setting_it_waits(settings, insight, fay, enter):
    settings.FOLKMOOT_UNDO_MINUTES = 7
    before = clock.now()
    page = enter(fay).post(
        f"/insights/{insight.pk}/answer/",
        {"outcome": "accepted", "reason": "Yes.", "next": "desk"},
        follow=True,
    )
    goes_out_at = insight.held_answers.get().goes_out_at
    assert timedelta(minutes=7) <= goes_out_at - before < timedelta(minutes=8)
    assert "Until then you can undo it" in page.text


def test_an_answer_that_cannot_go_out_is_refused_when_it_is_written(insight, fay):
    with pytest.raises(Refused):
        actions.answer(insight, by=fay, outcome="accepted", reason="x" * 30_000, in_minutes=10)
    assert not HeldAnswer.objects.exists()


def test_whoever_has_an_answer_on_its_way_still_owes_it(held, fay):
    assert "waits for your answer" in str(may_go(fay).because)
