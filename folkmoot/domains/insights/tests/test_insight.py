"""From voices to an answer, and everybody behind them is told, once."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from folkmoot.activity.models import Activity
from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.discussions.models import OfficialAnswer
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.ideas.arrivals import ArrivedIdea
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.insights import actions, rules
from folkmoot.domains.insights.models import Insight
from folkmoot.domains.notices.actions import tell
from folkmoot.domains.notices.models import Letter, Notice
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused
from folkmoot.kit.refs import ref


def test_only_managers_make_insights(cast, garden):
    assert {name for name, person in cast.items() if rules.may_make(person, garden)} == {"mia", "root"}


def test_only_the_owner_answers(cast, insight):
    assert {name for name, person in cast.items() if rules.may_answer(person, insight)} == {"fay"}


def test_it_is_given_to_a_decision_owner_for_a_day_to_come(insight, mia, ben, fay):
    with pytest.raises(Refused, match="decision owner"):
        actions.give(insight, by=mia, owner=ben, due_on=clock.today())
    with pytest.raises(Refused, match="passed already"):
        actions.give(insight, by=mia, owner=fay, due_on=clock.today() - timedelta(days=1))


def test_without_voices_it_is_none(garden, mia):
    with pytest.raises(Refused, match="voice"):
        actions.make(garden, by=mia, title="Nothing", voices=[])


def test_giving_it_opens_the_review_of_its_ideas_and_tells_the_owner(insight, idea, fay, work):
    idea.refresh_from_db()
    assert idea.state == "in_review"
    work()
    assert Notice.objects.filter(person=fay, verb="insights.insight.given").count() == 1


def test_the_answer_reaches_every_voice(insight, idea, comment, fay, happened):
    actions.answer(insight, by=fay, outcome="accepted", reason="We **build** ten.")

    idea.refresh_from_db()
    assert idea.state == "accepted"
    assert {one.subject for one in OfficialAnswer.objects.all()} == {ref(idea), ref(comment)}
    assert happened("insights.insight.answered", object=insight, actor=fay)
    assert happened("discussions.subject.answered", object=idea, target=insight)


def test_authors_supporters_and_commenters_are_told_once_on_the_page_and_in_one_mail(
    insight, idea, comment, ada, ben, cleo, fay, garden, work, mailoutbox
):
    ideas.support(idea, by=cleo)
    ideas.support(idea, by=ben)
    discussions.post(idea, by=ben, community=garden, body="And a door.")
    work()
    mailoutbox.clear()
    Letter.objects.all().delete()
    Notice.objects.all().delete()

    actions.answer(insight, by=fay, outcome="declined", reason="No room.")
    work()

    told = Notice.objects.filter(verb="insights.insight.answered")
    assert sorted(told.values_list("person__name", flat=True)) == ["Ada", "Ben", "Cleo"]
    assert sorted(letter.to for letter in Letter.objects.all()) == [
        "ada@example.org",
        "ben@example.org",
        "cleo@example.org",
    ]


def test_telling_twice_tells_nobody_twice(insight, fay, work):
    actions.answer(insight, by=fay, outcome="declined", reason="No room.")
    work()
    before = Notice.objects.count()

    tell(Activity.objects.of("insights.insight.answered").get())

    assert Notice.objects.count() == before


def test_an_unclaimed_author_has_a_notice_and_no_letter(garden, mia, fay, work):
    idea = Idea.objects.create(
        community=garden,
        author=Person.objects.create(name="Heron", source="elsewhere", source_id="heron"),
        title="From elsewhere",
        state="live",
        published_at=clock.now(),
    )
    insight = actions.make_and_give(
        garden, by=mia, title="Elsewhere", voices=[(ref(idea), "")], owner=fay, due_on=clock.today()
    )
    actions.answer(insight, by=fay, outcome="already_there", reason="Since May.")
    work()

    assert Notice.objects.filter(person__name="Heron").count() == 1
    assert not Letter.objects.filter(person__name="Heron").exists()


def test_a_late_answer_is_public(insight, client):
    Insight.objects.filter(pk=insight.pk).update(due_on=clock.today() - timedelta(days=4))

    assert "4 days late" in client.get(f"/insights/{insight.pk}/").text
    assert "4 days late" in client.get("/insights/?state=late").text
    assert "4 days late" in client.get("/communities/garden/").text
    assert "4 days late" in client.get(f"/ideas/{Idea.objects.get().pk}/").text


def test_a_second_answer_stands_above_the_first(insight, fay, client):
    actions.answer(insight, by=fay, outcome="accepted", reason="We build ten.")
    actions.answer(insight, by=fay, outcome="delivered", reason="Ten are built.")

    page = client.get(f"/insights/{insight.pk}/").text
    assert page.index("Ten are built.") < page.index("We build ten.")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("update insights_answer set reason = 'x'")


def test_at_the_desk_several_are_answered_together(at_once, insight, idea, mia, fay, garden, enter):
    other = actions.make_and_give(
        garden, by=mia, title="Another", voices=[(ref(idea), "Wood.")], owner=fay, due_on=clock.today()
    )
    browser = enter(fay)
    assert "People want homes for bees" in browser.get("/desk/").text

    browser.post(
        "/desk/answer/", {"pick": [insight.pk, other.pk], "outcome": "carried_over", "reason": "In spring."}
    )

    assert set(Insight.objects.values_list("outcome", flat=True)) == {"carried_over"}
    assert "Nothing waits for your answer" in browser.get("/desk/").text


@pytest.mark.parametrize(
    ("outcome", "reason"), [("accepted", ""), ("", "Yes"), ("perhaps", "Yes"), ("statement", "Yes")]
)
def test_an_answer_without_a_choice_or_a_reason_changes_nothing(insight, fay, enter, outcome, reason):
    page = enter(fay).post(
        f"/insights/{insight.pk}/answer/", {"outcome": outcome, "reason": reason}, follow=True
    )
    assert "Choose an answer" in page.text
    assert not insight.answers.exists()


def test_nobody_answers_for_another(insight, ada, enter):
    enter(ada).post(f"/insights/{insight.pk}/answer/", {"outcome": "accepted", "reason": "Yes"})
    assert not insight.answers.exists()


def test_the_number_of_statements_does_not_grow_with_the_voices(
    garden, mia, fay, django_assert_max_num_queries
):
    rows = [
        ArrivedIdea(source_id=str(n), title=f"Idea {n}", body="", given_at=clock.now(), author_id=f"a{n}")
        for n in range(200)
    ]
    keys = ideas.bring_in(rows, by=mia, community=garden, source="elsewhere").keys
    voices = [(f"ideas.idea/{key}", "") for key in keys.values()]
    with django_assert_max_num_queries(68):
        insight = actions.make_and_give(
            garden, by=mia, title="Many", voices=voices, owner=fay, due_on=clock.today()
        )
        actions.answer(insight, by=fay, outcome="accepted", reason="Yes.")

    assert Idea.objects.in_state("accepted").count() == 200
    assert OfficialAnswer.objects.count() == 200


def test_an_answer_from_a_second_tab_is_not_put_above_unseen(at_once, insight, fay, enter):
    """Two tabs show an insight without an answer; the second press gets its words back, and may put them above."""
    browser = enter(fay)
    address = f"{insight.get_absolute_url()}answer/"
    browser.post(address, {"outcome": "accepted", "reason": "The first.", "seen": 0})

    page = browser.post(address, {"outcome": "declined", "reason": "The second.", "seen": 0})

    assert page.status_code == 422
    assert "An answer was given while you wrote." in page.content.decode()
    assert "The second.</textarea>" in page.content.decode()
    assert insight.answers.count() == 1
    browser.post(address, {"outcome": "declined", "reason": "The second.", "seen": 1})
    assert insight.answers.count() == 2
