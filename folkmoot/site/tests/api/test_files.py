"""Programs bring files: pictures of an idea, and tables that are looked into, matched, and brought in."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from folkmoot.domains.channels import actions as channels
from folkmoot.domains.channels.models import Conflict, Import
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.ideas.models import Idea, Picture
from folkmoot.domains.people.models import Person
from folkmoot.kit.models import KeptAnswer
from tests.house.world import a_picture, a_table

from .asking import ask, bring, sheets, token_for

TABLE = b"Wish,More,Votes\nA pond,It is dry,3\nA hedge,It is windy,1\n,,\n"


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def kept_files(settings) -> list[Path]:
    return [one for one in Path(settings.MEDIA_ROOT).rglob("*") if one.is_file()]


def test_a_picture_is_drawn_anew_read_and_taken_away(tokens, bench, ben, settings):
    mine, place = token_for(ben), f"/ideas/{bench.pk}/pictures/"
    assert ask(mine, "GET", f"/ideas/{bench.pk}/").json()["may"]["attach"]["is_yes"]
    assert not ask("", "GET", f"/ideas/{bench.pk}/").json()["may"]["attach"]["is_yes"]
    made = bring(mine, place, {"file": a_picture(), "alt": "A bench"})
    assert (made.status_code, made.json()["alt"], made.json()["width"]) == (201, "A bench", 8)
    assert [one["id"] for one in sheets(mine, place)] == [made.json()["id"]]

    file = f"/pictures/{made.json()['id']}/file/"
    drawn = ask(mine, "GET", file)
    assert (drawn["Content-Type"], drawn.content[8:12]) == ("image/webp", b"WEBP")
    assert "sandbox" in drawn["Content-Security-Policy"]
    assert ask(mine, "GET", file, **{"If-None-Match": drawn["ETag"]}).status_code == 304

    assert ask(tokens["ada"], "DELETE", f"/pictures/{made.json()['id']}/").status_code == 404
    assert ask(mine, "DELETE", f"/pictures/{made.json()['id']}/").status_code == 204
    assert ask(mine, "GET", file).status_code == 404


def test_a_picture_of_a_closed_place_is_for_its_members(tokens, lathe, eva):
    made = bring(tokens["eva"], f"/ideas/{lathe.pk}/pictures/", {"file": a_picture(), "alt": "A lathe"})
    file = f"/pictures/{made.json()['id']}/file/"
    assert [ask(tokens[one], "GET", file).status_code for one in ("visitor", "dan", "eva")] == [404, 404, 200]


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"file": SimpleUploadedFile("a.png", b"<svg onload=alert(1)>"), "alt": "A bench"}, 403),
        ({"file": SimpleUploadedFile("a.png", b""), "alt": "A bench"}, 422),
        ({"alt": "A bench"}, 422),
        ({"file": "words", "alt": "A bench"}, 422),
        ({"file": SimpleUploadedFile("a.png", b"x"), "alt": " "}, 422),
        ({"file": SimpleUploadedFile("a.png", b"x"), "alt": "A bench", "position": "1"}, 422),
        (
            {
                "file": SimpleUploadedFile("a.png", b"x"),
                "alt": "A bench",
                "more": SimpleUploadedFile("b", b"x"),
            },
            422,
        ),
    ],
)
def test_what_is_no_picture_is_refused_in_words(form, status, bench, ben, settings):
    answer = bring(token_for(ben), f"/ideas/{bench.pk}/pictures/", form)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["detail"]
    assert not Picture.objects.exists()
    assert kept_files(settings) == []


def test_a_file_that_is_sent_again_is_taken_once(bench, ben):
    mine, place, key = token_for(ben), f"/ideas/{bench.pk}/pictures/", {"Idempotency-Key": "one"}
    first = bring(mine, place, {"file": a_picture(), "alt": "A bench"}, **key)
    again = bring(mine, place, {"file": a_picture(), "alt": "A bench"}, boundary="another", **key)
    assert first.status_code == again.status_code == 201
    assert (first.content, Picture.objects.count()) == (again.content, 1)
    other = bring(mine, place, {"file": a_picture(), "alt": "A seat"}, **key)
    assert other.status_code == 422
    another = SimpleUploadedFile("bench.png", a_picture().read()[:-1] + b"x", "image/png")
    assert bring(mine, place, {"file": another, "alt": "A bench"}, **key).status_code == 422
    assert KeptAnswer.objects.count() == 1


def test_a_large_file_has_a_key_too(garden, mia, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    rows = b"Title\n" + b"A bench that is wide\n" * 500
    form = {"community": "garden", "format": "csv", "files": SimpleUploadedFile("a.csv", rows)}
    made = bring(token_for(mia), "/imports/", form, **{"Idempotency-Key": "large"})
    assert (made.status_code, Path(Import.objects.get().files[0]).read_bytes()) == (201, rows)


def test_pictures_are_added_upon_what_was_seen(bench, ben):
    mine, place = token_for(ben), f"/ideas/{bench.pk}/pictures/"
    seen = {"If-Match": ask(mine, "GET", place)["ETag"]}
    answers = [bring(mine, place, {"file": a_picture(), "alt": "A bench"}, **seen) for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 412]


def test_what_is_larger_than_this_place_takes_is_not_read(bench, ben, settings):
    settings.FOLKMOOT_MOST_UPLOADED = 100
    answer = bring(token_for(ben), f"/ideas/{bench.pk}/pictures/", {"file": a_picture(), "alt": "A bench"})
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "one"}])
def test_a_form_where_none_is_asked_for_is_a_problem(headers, tokens, garden):
    answer = bring(tokens["ada"], "/ideas/", {"community": "garden", "title": "A pond"}, **headers)
    assert answer.status_code in (400, 415, 422)
    assert answer["Content-Type"] == "application/problem+json"
    assert not Idea.objects.filter(title="A pond").exists()


def test_a_table_is_brought_matched_started_and_its_bad_row_is_given_back(tokens, garden, mia, work):
    mine = token_for(mia)
    table = SimpleUploadedFile("wishes.csv", TABLE.replace(b",,", b",It has no title,1"), "text/csv")
    made = bring(mine, "/imports/", {"community": "garden", "format": "csv", "files": table}).json()
    place = f"/imports/{made['id']}"
    assert (made["state"], made["names"]) == ("preview", ["wishes.csv"])
    assert "csv" in [one["name"] for one in ask(mine, "GET", "/importers/").json()["items"]]

    plan = ask(mine, "GET", f"{place}/plan/")
    assert plan.json()["tables"][0]["headings"] == ["Wish", "More", "Votes"]
    columns = {"title": "Wish", "support_count": "Votes"}
    said = {
        "name": "wishes",
        "day": "2026-01-02",
        "tables": [{"kind": "ideas", "columns": columns, "more": ["More"]}],
    }
    matched = ask(mine, "PUT", f"{place}/plan/", said, **{"If-Match": plan["ETag"]})
    assert (matched.status_code, matched.json()["tables"][0]["columns"]) == (200, columns)
    assert ask(mine, "PUT", f"{place}/plan/", said, **{"If-Match": plan["ETag"]}).status_code == 412
    wrong = said | {"tables": [{"kind": "ideas", "columns": {"title": "Nothing"}}]}
    assert ask(mine, "PUT", f"{place}/plan/", wrong).json()["errors"][0]["where"] == "body.t0-title"

    preview = ask(mine, "GET", f"{place}/preview/").json()
    assert ([row["title"] for row in preview["rows"]][:2], preview["created"]) == (["A pond", "A hedge"], 2)
    assert (
        preview["problem"],
        len(preview["cannot"]) + sum(bool(row["why"]) for row in preview["rows"]),
    ) == ("", 1)
    ask(mine, "POST", f"{place}/start/")
    work()
    assert {"A pond", "A hedge"} <= set(Idea.objects.values_list("title", flat=True))
    assert ask(mine, "GET", f"{place}/preview/").status_code == 404
    mend = ask(mine, "GET", f"{place}/rejected/file/?table=wishes.csv")
    assert (mend["Content-Type"], "It has no title" in mend.content.decode()) == (
        "text/csv; charset=utf-8",
        True,
    )
    assert ask(tokens["ada"], "GET", f"{place}/rejected/file/?table=wishes.csv").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"format": "nonsense"}, 422),
        ({"community": "workshop"}, 404),
        ({"files": SimpleUploadedFile("a.csv", b"")}, 422),
    ],
)
def test_what_cannot_be_brought_is_refused_and_nothing_is_kept(wrong, status, tokens, garden, ada, settings):
    form = {"community": "garden", "format": "csv", "files": a_table()} | wrong
    mine = token_for(garden.memberships.filter(role="manager").first().person)
    if status == 404:
        mine = tokens["ada"]
    assert bring(mine, "/imports/", form).status_code == status
    assert bring(tokens["ada"], "/imports/", {"community": "garden", "files": a_table()}).status_code == 403
    assert (Import.objects.count(), kept_files(settings)) == (0, [])


FORUM = "id,title,text,author,votes\n1,A bench,Under the limes,heron,3\n"


@pytest.fixture
def conflict(garden, mia, tmp_path):
    """An idea that came with an import, was edited here, and came again with other words."""
    for number, text in enumerate((FORUM, FORUM.replace("limes", "elms"))):
        (tmp_path / f"{number}.csv").write_text(text)
        one = channels.prepare(
            garden, by=mia, format="csv", files=[tmp_path / f"{number}.csv"], names=["f.csv"]
        )
        channels.run(channels.start(one, by=mia))
        if number == 0:
            idea = Idea.objects.get(source_id="1")
            Person.objects.filter(pk=idea.author_id).update(email="heron@example.org")
            author = Person.objects.get(pk=idea.author_id)
            ideas.revise(
                Idea.objects.get(pk=idea.pk), by=author, title="A bench", body="Under the limes, please"
            )
    return Conflict.objects.get()


def test_what_changed_there_and_here_is_settled_by_what_was_seen(conflict, tokens, mia):
    mine, place = token_for(mia), f"/imports/{conflict.of_id}/conflicts/"
    (one,) = sheets(mine, place, decision="open")
    assert (one["body"], one["version_number"], one["may"]["take"]["is_yes"]) == ("Under the elms", 2, True)
    assert ask(tokens["ada"], "GET", place).status_code == 404
    assert ask(mine, "POST", f"/conflicts/{one['id']}/keep/", {"after": 1}).status_code == 409
    assert ask(tokens["ada"], "POST", f"/conflicts/{one['id']}/take/", {}).status_code == 404
    taken = ask(mine, "POST", f"/conflicts/{one['id']}/take/", {"after": 2}).json()
    assert (taken["decision"], Idea.objects.get(pk=one["idea"]).body) == ("taken", "Under the elms")
    assert ask(mine, "POST", f"/conflicts/{one['id']}/keep/", {}).status_code == 403


@pytest.mark.parametrize(("all_of_them", "decision"), [("take-all", "taken"), ("keep-all", "kept")])
def test_all_conflicts_are_settled_at_once(all_of_them, decision, conflict, tokens, mia):
    place = f"/imports/{conflict.of_id}"
    assert ask(token_for(mia), "POST", f"{place}/{all_of_them}/").json() == {"settled": 1}
    assert [one["decision"] for one in sheets(token_for(mia), f"{place}/conflicts/")] == [decision]
