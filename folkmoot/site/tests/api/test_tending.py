"""Programs tend themes, and put right what was understood; each can be undone."""

import pytest

from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.intelligence.models import Encoder, Theme, ThemeMember, Understanding
from folkmoot.kit.refs import ref

from .asking import ask, published, sheets, token_for


def understood(idea):
    return Understanding.objects.create(
        subject=ref(idea),
        community=idea.community,
        language="es",
        language_score=0.9,
        language_model="L 1",
        sentiment="negative",
        sentiment_score=0.8,
        sentiment_model="S 1",
        version=1,
        digest="x",
    )


def theme(community, *ideas, word):
    made = Theme.objects.create(community=community, words=[word], model="M 1", size=len(ideas))
    for rank, idea in enumerate(ideas):
        ThemeMember.objects.create(theme=made, found_in=made, subject=ref(idea), quote=idea.title, rank=rank)
    return made


@pytest.fixture
def spoken(garden, ben):
    """Two themes of two ideas each."""
    ideas = [published(garden, ben, title) for title in ("A bench", "A seat", "A bus", "A tram")]
    return theme(garden, *ideas[:2], word="bench"), theme(garden, *ideas[2:], word="bus")


def voices(one):
    return [voice["quote"] for voice in sheets("", f"/themes/{one['id']}/items/")]


def test_two_themes_become_one_and_two_again(tokens, spoken):
    benches, buses = spoken
    into = ask(tokens["mia"], "POST", f"/themes/{benches.pk}/merge/", {"into": buses.pk}).json()
    assert (into["id"], into["size"]) == (buses.pk, 4)
    assert [one["id"] for one in sheets("", "/themes/")] == [buses.pk]
    gone = ask("", "GET", f"/themes/{benches.pk}/").json()
    assert (gone["merged_into"], gone["may"]["unmerge"]["is_yes"]) == (buses.pk, False)
    assert ask(tokens["ada"], "POST", f"/themes/{benches.pk}/unmerge/").status_code == 403
    back = ask(tokens["mia"], "POST", f"/themes/{benches.pk}/unmerge/").json()
    assert (back["merged_into"], voices(back)) == (None, ["A bench", "A seat"])


def test_a_voice_is_split_off_rejoined_moved_and_put_back(tokens, spoken):
    mia, (benches, buses) = tokens["mia"], spoken
    seat = sheets(mia, f"/themes/{benches.pk}/items/")[1]
    assert seat["may"]["move"]["is_yes"]
    named = {"items": [seat["id"]], "name": "Seats"}
    part = ask(mia, "POST", f"/themes/{benches.pk}/split/", named).json()
    assert (part["name"], part["split_from"], voices(part)) == ("Seats", benches.pk, ["A seat"])
    whole = ask(mia, "POST", f"/themes/{part['id']}/rejoin/").json()
    assert (whole["id"], sorted(voices(whole))) == (benches.pk, ["A bench", "A seat"])

    place = f"/theme-items/{seat['id']}"
    moved = ask(mia, "POST", f"{place}/move/", {"to": buses.pk}).json()
    assert (moved["id"], moved["size"]) == (buses.pk, 3)
    assert [one["is_moved"] for one in sheets("", f"/themes/{buses.pk}/items/")] == [False, False, True]
    assert ask(mia, "POST", f"{place}/put-back/").json()["id"] == benches.pk
    assert ask(mia, "POST", f"{place}/put-back/").status_code == 403
    other = ask(mia, "POST", f"/themes/{buses.pk}/split/", {"items": [seat["id"]]})
    assert other.status_code == 403  # it is a voice of another theme


def test_what_was_set_aside_is_listed_by_itself(tokens, spoken):
    ask(tokens["mia"], "POST", f"/themes/{spoken[0].pk}/set-aside/")
    assert [one["id"] for one in sheets("", "/themes/")] == [spoken[1].pk]
    (aside,) = sheets("", "/themes/", aside="true")
    assert (aside["id"], aside["is_aside"]) == (spoken[0].pk, True)


def test_a_persons_word_counts_more_than_the_models(tokens, bench, lathe):
    row, hidden = understood(bench), understood(lathe)
    (found,) = sheets("", "/understandings/", about=ref(bench))
    assert (found["language"], found["sentiment"], found["may"]["correct"]["is_yes"]) == (
        "es",
        "negative",
        False,
    )
    assert [one["id"] for one in sheets("", "/understandings/")] == [row.pk]
    place = f"/understandings/{row.pk}"
    assert ask(tokens["ada"], "PUT", f"{place}/language/", {"language": "en"}).status_code == 403
    said = ask(tokens["mia"], "PUT", f"{place}/language/", {"language": "en"}).json()
    assert (said["language"], said["found_language"]) == ("en", "es")
    assert ask(tokens["mia"], "PUT", f"{place}/language/", {"language": "zz"}).status_code == 403
    said = ask(tokens["mia"], "PUT", f"{place}/sentiment/", {"sentiment": "neutral"}).json()
    assert (said["sentiment"], said["found_sentiment"]) == ("neutral", "negative")
    assert [one["id"] for one in sheets("", "/understandings/", corrected="true")] == [row.pk]
    assert (
        ask(tokens["ada"], "PUT", f"/understandings/{hidden.pk}/language/", {"language": "en"}).status_code
        == 404
    )


def test_what_was_withdrawn_is_not_told_any_more(tokens, bench):
    understood(bench)
    Idea.objects.filter(pk=bench.pk).update(state="withdrawn")
    assert sheets(tokens["mia"], "/understandings/") == []


def test_the_reading_of_a_community_waits_and_goes_on(tokens, bench):
    place = "/communities/garden/reading/"
    assert ask("", "GET", place).json()["most"] == 2  # an idea and a comment
    assert ask(tokens["mia"], "POST", f"{place}stop/").json()["is_stopped"]
    assert ask("", "GET", place).json()["may"]["stop"]["because"]
    assert not ask(tokens["mia"], "POST", f"{place}resume/").json()["is_stopped"]


def test_corrections_are_taken_along_by_managers_and_it_is_noted(tokens, bench, garden, happened):
    understood(bench)
    place = "/communities/garden/corrections/"
    assert ask(tokens["ada"], "GET", place).status_code == 403
    assert not happened("intelligence.corrections.exported", object=garden)
    file = ask(tokens["mia"], "GET", place)
    assert file["Content-Disposition"] == 'attachment; filename="corrections-garden.jsonl"'
    assert file["Content-Type"].startswith("application/jsonl")
    assert happened("intelligence.corrections.exported", object=garden)


def test_an_administrator_stops_and_resumes_a_larger_model(root, bench):
    Encoder.objects.create(model="E 1", licence="MIT", languages=["en"], dimensions=8, alike=0.8, answers=0.7)
    understood(bench)
    now = ask("", "GET", "/encoder/").json()
    assert (now["serving"], now["replacing"], now["state"]) == ("", "E 1", "filling")
    assert ask(token_for(root), "POST", "/encoder/stop/").json()["state"] == "stopped"
    assert ask(token_for(root), "POST", "/encoder/stop/").status_code == 403
    assert ask(token_for(root), "POST", "/encoder/resume/").json()["state"] == "filling"
    readers = ask("", "GET", "/readers/").json()["items"]
    assert all(one["licence"] and one["limits"] for one in readers if one["key"] == "sentiment")
