"""A whole import is undone while nobody has touched what it brought; else the no names what was touched."""

from pathlib import Path

import pytest

from folkmoot.activity.models import Activity
from folkmoot.domains.channels import actions
from folkmoot.domains.channels.claiming import authors_like
from folkmoot.domains.channels.models import Import, RejectedRow, State
from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.discussions.models import Comment
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.ideas.models import Idea, Version
from folkmoot.domains.people.actions import merge
from folkmoot.domains.people.models import Person, Reason
from folkmoot.kit import touching
from folkmoot.kit.answers import Refused
from folkmoot.kit.refs import ref

IDEAS = """\
id,title,text,author,votes
1,A bench,Under the limes and the oaks,heron,3
2,A tap,At the market,otter,1
"""
COMMENTS = "id,idea id,comment,author\n11,1,Yes please,otter\n12,2,No thanks,heron\n13,99,Where,heron\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ideas.csv").write_text(IDEAS)
    (tmp_path / "comments.csv").write_text(COMMENTS)
    return tmp_path


@pytest.fixture
def bring(garden, mia, folder):
    def bring(**texts: str) -> Import:
        for name, text in texts.items():
            (folder / f"{name}.csv").write_text(text)
        files = sorted(folder.iterdir(), reverse=True)
        one = actions.prepare(garden, by=mia, format="csv", files=files)
        return actions.run(actions.start(one, by=mia))

    return bring


def test_all_it_brought_is_gone_from_every_page_and_its_words_from_every_table(bring, mia, enter, happened):
    one = bring()
    assert (one.created, one.rejected) == (4, 1)
    pages = [Idea.objects.get(source_id="1").get_absolute_url(), "/ideas/", "/communities/garden/"]

    done = actions.undo(one, by=mia)

    assert done.state == State.UNDONE
    assert happened("channels.import.undone", object=one)
    browser = enter(mia)
    assert browser.get(pages[0]).status_code == 404
    for page in pages[1:]:
        assert "A bench" not in browser.get(page).text
    held = [
        *Idea.objects.values_list("title", "body", "body_html", "source_id"),
        *Version.objects.values_list("title", "body", "body_html", "salt"),
        *Comment.objects.values_list("body", "body_html", "salt", "source_id"),
        *RejectedRow.objects.values_list("why", "cells"),
    ]
    for words in ("bench", "limes", "Yes please", "Where"):
        assert words not in str(held)
    assert not Idea.objects.exclude(title="Taken out with its import").exists()
    assert set(Version.objects.values_list("salt", flat=True)) == {""}


def test_the_stream_keeps_that_it_came_and_that_it_went(bring, mia):
    one = bring()
    idea = Idea.objects.get(source_id="1")
    actions.undo(one, by=mia)
    verbs = list(Activity.objects.filter(object=ref(idea)).order_by("id").values_list("verb", "actor"))
    assert verbs == [("ideas.idea.published", ref(idea.author)), ("ideas.idea.withdrawn", ref(mia))]


def test_the_same_files_may_be_brought_in_anew(bring, mia, enter):
    actions.undo(bring(), by=mia)
    again = bring()
    assert (again.created, again.unchanged, again.rejected) == (4, 0, 1)
    assert "A bench" in enter(mia).get(Idea.objects.get(source_id="1").get_absolute_url()).text


def test_what_it_changed_is_as_before_and_numbers_are_given_once(bring, mia):
    bring()
    newer = bring(ideas=IDEAS.replace("limes and the oaks", "elms and the elders").replace(",3\n", ",8\n"))
    idea = Idea.objects.get(source_id="1")
    assert (newer.updated, idea.version_number, idea.support_count) == (1, 2, 8)

    actions.undo(newer, by=mia)

    idea.refresh_from_db()
    assert "limes" in idea.body_html
    assert (idea.version_number, idea.imported_support_count, idea.support_count) == (3, 3, 3)
    assert list(idea.versions.order_by("number").values_list("number", "body")) == [
        (1, "Under the limes and the oaks"),
        (2, ""),
        (3, "Under the limes and the oaks"),
    ]


def test_a_comment_that_it_changed_has_its_words_of_before(bring, mia):
    bring()
    newer = bring(comments=COMMENTS.replace("Yes please", "Never"))
    assert Comment.objects.get(source_id="11").body == "Never"
    assert newer.updated == 1
    actions.undo(newer, by=mia)
    assert Comment.objects.get(source_id="11").body == "Yes please"


def supports(idea, ada, **_):
    ideas.support(idea, by=ada)


def comments(idea, ada, garden, **_):
    discussions.post(idea, by=ada, community=garden, body="I too.")


def answers(idea, fay, garden, **_):
    discussions.answer(idea, community=garden, by=fay, outcome="accepted", reason="It is right.")


def moves(idea, fay, **_):
    ideas.move(idea, by=fay, state="in_review", reason="We look at it.")


def hides(idea, cleo, **_):
    ideas.hide(idea, by=cleo, reason="spam")


def claims(idea, ada, mia, **_):
    merge(idea.author, into=ada, by=mia, reason=Reason.CONFIRMED)


def takes_back(idea, **_):
    comment = Comment.objects.get(source_id="11")
    discussions.take_back(comment, by=comment.author)


@pytest.mark.parametrize(
    ("touch", "why"),
    [
        (supports, "somebody supports it"),
        (comments, "somebody commented on it"),
        (answers, "it was answered"),
        (moves, "it has moved on"),
        (hides, "moderators have to do with it"),
        (claims, "its author is here"),
        (takes_back, "somebody commented on it"),
    ],
)
def test_what_somebody_has_touched_stays_and_is_named(bring, cast, garden, enter, touch, why):
    one = bring()
    touch(Idea.objects.get(source_id="1"), garden=garden, **cast)
    with pytest.raises(Refused, match=why):
        actions.undo(one, by=cast["mia"])
    assert Idea.objects.filter(source_id__in=["1", "2"]).count() == 2
    one.refresh_from_db()
    assert one.state == State.DONE
    page = enter(cast["mia"]).post(f"/imports/{one.pk}/undo/", follow=True)
    assert why in page.text


def test_what_a_later_import_changed_is_undone_in_turn(bring, mia):
    first = bring()
    second = bring(ideas=IDEAS.replace("limes", "elms"))
    with pytest.raises(Refused, match="another version since"):
        actions.undo(first, by=mia)
    actions.undo(second, by=mia)
    # The words are those of the first again, under a number of their own: the first has been touched by the second.
    assert Idea.objects.get(source_id="1").body == "Under the limes and the oaks"


def test_one_that_was_stopped_is_undone_too_and_one_under_way_is_not(garden, mia, folder):
    one = actions.start(actions.prepare(garden, by=mia, format="csv", files=[folder / "ideas.csv"]), by=mia)
    with pytest.raises(Refused, match="stop it first"):
        actions.undo(one, by=mia)
    actions.run(one)
    actions.undo(Import.objects.get(pk=one.pk), by=mia)
    with pytest.raises(Refused, match="undone already"):
        actions.undo(one, by=mia)


def test_those_who_came_only_with_it_are_found_nowhere(bring, mia):
    one = bring()
    assert authors_like("heron").exists()
    actions.undo(one, by=mia)
    assert not authors_like("heron").exists()
    assert Person.objects.filter(source_id="heron").exists()


def test_other_rooms_may_hold_on_to_what_came(bring, mia, monkeypatch):
    one = bring()
    kept = ref(Idea.objects.get(source_id="2"))
    held = {"x": ("it is part of an insight", lambda refs: {kept} & set(refs))}
    monkeypatch.setattr(touching, "_holders", held)
    with pytest.raises(Refused, match="“A tap”: it is part of an insight"):
        actions.undo(one, by=mia)
