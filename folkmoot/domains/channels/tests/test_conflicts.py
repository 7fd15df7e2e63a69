"""A newer export: what changed there comes in, what changed here stays, and what changed on both sides is shown."""

from pathlib import Path

import pytest

from folkmoot.domains.channels import actions, rules
from folkmoot.domains.channels.models import Conflict, Import
from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.people.models import Person
from folkmoot.kit.answers import Overtaken, Refused

TEXT = "id,title,text,author,votes\n1,A bench,Under the limes and the oaks,heron,3\n2,A tap,At the market,otter,1\n"
NEWER = TEXT.replace("limes", "elms").replace("market", "fountain").replace(",3\n", ",5\n")


@pytest.fixture
def bring(garden, mia, tmp_path: Path):
    def bring(text: str, name: str = "ideas.csv") -> Import:
        (tmp_path / name).write_text(text)
        one = actions.prepare(garden, by=mia, format="csv", files=[tmp_path / name])
        return actions.run(actions.start(one, by=mia))

    return bring


@pytest.fixture
def idea(bring, garden) -> Idea:
    """It came with an import, its author came after it, and edited it here."""
    bring(TEXT)
    idea = Idea.objects.get(source_id="1")
    Person.objects.filter(pk=idea.author_id).update(email="heron@example.org")
    idea.refresh_from_db()
    ideas.revise(
        idea, by=Person.objects.get(pk=idea.author_id), title="A bench", body="Under the limes, please"
    )
    return Idea.objects.get(pk=idea.pk)


def test_nothing_is_overwritten_and_the_rest_is_brought_up_to_date(idea, bring):
    one = bring(NEWER, "ideas-2.csv")
    idea.refresh_from_db()
    assert idea.body == "Under the limes, please"
    assert idea.imported_support_count == 5
    assert Idea.objects.get(source_id="2").body == "At the fountain"
    assert one.conflicted == 1
    assert Conflict.objects.get().why == "edited"


def test_what_the_source_says_again_is_no_conflict(idea, bring):
    one = bring(TEXT)
    assert (one.conflicted, one.updated, one.unchanged) == (0, 0, 2)
    idea.refresh_from_db()
    assert idea.body == "Under the limes, please"


def test_both_are_shown_side_by_side_and_theirs_can_be_taken(idea, bring, mia, enter):
    one = bring(NEWER)
    browser = enter(mia)
    page = browser.get(one.get_absolute_url()).text
    assert "Under the elms and the oaks" in page
    assert "Under the limes, please" in page
    conflict = Conflict.objects.get()
    browser.post(f"/imports/conflicts/{conflict.pk}/take/", {"after": idea.version_number})
    idea.refresh_from_db()
    assert (idea.body, idea.version_number) == ("Under the elms and the oaks", 3)
    assert idea.versions.filter(body="Under the limes, please").exists()
    assert bring(NEWER, "again.csv").conflicted == 0


def test_ours_can_be_kept_and_the_same_is_not_asked_again(idea, bring, mia, enter):
    bring(NEWER)
    enter(mia).post(f"/imports/conflicts/{Conflict.objects.get().pk}/keep/", {"after": idea.version_number})
    idea.refresh_from_db()
    assert idea.body == "Under the limes, please"
    assert bring(NEWER, "again.csv").conflicted == 0
    assert bring(NEWER.replace("elms", "firs"), "third.csv").conflicted == 1


def test_all_are_decided_at_once(idea, bring, mia, enter):
    other = Idea.objects.get(source_id="2")
    discussions.answer(other, community=other.community, by=mia, outcome="accepted", reason="It is right.")
    ideas.move(other, by=mia, state="accepted", reason="It is right.")
    one = bring(NEWER)
    assert one.conflicted == 2
    page = enter(mia).post(f"/imports/{one.pk}/take_all/", follow=True).text
    assert "Theirs was taken" in page
    assert not one.conflicts.open().exists()
    other.refresh_from_db()
    assert other.body == "At the fountain"

    two = bring(NEWER.replace("elms", "firs").replace("fountain", "well"), "third.csv")
    enter(mia).post(f"/imports/{two.pk}/keep_all/")
    assert not two.conflicts.open().exists()
    other.refresh_from_db()
    assert other.body == "At the fountain"


def test_whoever_saw_an_older_version_decides_nothing(idea, bring, mia):
    bring(NEWER)
    seen = idea.version_number
    ideas.revise(idea, by=Person.objects.get(pk=idea.author_id), title="A bench", body="Once more")
    conflict = Conflict.objects.get()
    for decide in (actions.take, actions.keep):
        with pytest.raises(Overtaken):
            decide(conflict, by=mia, after=seen)
    assert actions.take_all(conflict.of, by=mia) == 0


def test_only_managers_decide_and_only_once(idea, bring, cast):
    bring(NEWER)
    conflict = Conflict.objects.get()
    assert {name for name, person in cast.items() if rules.may_take(person, conflict)} == {"mia", "root"}
    actions.keep(conflict, by=cast["mia"])
    with pytest.raises(Refused, match="decided already"):
        actions.take(conflict, by=cast["mia"])


def test_before_the_start_conflicts_are_foreseen(idea, garden, mia, tmp_path, enter):
    (tmp_path / "newer.csv").write_text(NEWER + "3,A new one,Text,heron,0\nbroken\n")
    one = actions.prepare(garden, by=mia, format="csv", files=[tmp_path / "newer.csv"], names=["ideas.csv"])
    from folkmoot.domains.channels.foreseeing import foresee  # noqa: PLC0415

    seen = foresee(one)
    assert (seen.created, seen.updated, seen.conflicts, seen.rejected, seen.unchanged) == (1, 1, 1, 1, 0)
    assert "Changed there and here" in enter(mia).get(one.get_absolute_url()).text
    done = actions.run(actions.start(one, by=mia))
    assert (done.created, done.conflicted, done.rejected) == (1, 1, 1)


def test_what_was_withdrawn_there_is_withdrawn_here(bring, mia):
    bring("id,title,withdrawn at\n1,A bench,\n2,A tap,\n")
    one = bring("id,title,withdrawn at\n1,A bench,\n2,A tap,2024-01-01\n")
    assert Idea.objects.get(source_id="2").state == "withdrawn"
    assert one.updated == 1
    actions.undo(one, by=mia)
    assert Idea.objects.get(source_id="2").state == "live"
