"""Bringing voices in: counts, provenance, repeats, crashes."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from folkmoot.activity.models import Activity
from folkmoot.domains.channels import actions
from folkmoot.domains.channels.importers import shelf
from folkmoot.domains.channels.models import Import
from folkmoot.domains.communities.models import Community
from folkmoot.domains.discussions.models import Comment
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.notices.models import Notice
from folkmoot.domains.people.models import Person


@pytest.fixture
def export(tmp_path: Path) -> Path:
    for name, text in shelf.take("ideascale").examples[0][0].items():
        (tmp_path / name).write_text(text)
    return tmp_path


def run(*args: object) -> dict:
    out = StringIO()
    call_command("import", *[str(arg) for arg in args], "--json", stdout=out)
    return json.loads(out.getvalue())


def test_the_report_says_what_became_of_every_row(db, export):
    report = run("ideascale", export, "--into", "garden")

    assert {key: report[key] for key in ("format", "read", "created", "updated", "unchanged")} == {
        "format": "ideascale",
        "read": 6,
        "created": 3,
        "updated": 0,
        "unchanged": 0,
    }
    assert [row["where"] for row in report["rejected"]] == [
        "ideas.csv, line 5, column Date/Time",
        "ideas.csv, line 6, column Idea ID",
        "comments.csv, line 3, column Comment",
    ]
    assert report["seconds"] >= 0


def test_where_it_came_from_is_kept(db, export):
    run("ideascale", export, "--into", "garden")

    idea = Idea.objects.get(source="ideascale", source_id="7")
    assert idea.community.slug == "garden"
    assert idea.author.name == "heron"
    assert not idea.author.is_claimed
    assert idea.published_at.isoformat() == "2020-08-18T21:48:00+00:00"
    assert idea.imported_support_count == 12
    assert idea.source_url == "http://ideas.example/7"
    assert Comment.objects.get().subject == f"ideas.idea/{idea.pk}"


def test_the_stream_knows_when_it_happened_and_that_it_was_imported(db, export):
    run("ideascale", export, "--into", "garden")

    published = Activity.objects.of("ideas.idea.published").order_by("happened_at").first()
    assert published.is_imported
    assert published.happened_at.year == 2020
    assert published.recorded_at.year >= 2026
    assert len(published.seal) == 64
    assert not Notice.objects.exists()


def test_a_second_run_creates_nothing(db, export):
    run("ideascale", export, "--into", "garden")
    before = (Idea.objects.count(), Comment.objects.count(), Person.objects.count())

    report = run("ideascale", export, "--into", "garden")

    assert (report["created"], report["updated"], report["unchanged"]) == (0, 0, 3)
    assert (Idea.objects.count(), Comment.objects.count(), Person.objects.count()) == before


def test_what_changed_there_is_a_new_version_here(db, export):
    run("ideascale", export, "--into", "garden")
    ideas = export / "ideas.csv"
    ideas.write_text(ideas.read_text().replace("Under the limes.", "Under the oaks."))

    report = run("ideascale", export, "--into", "garden")

    idea = Idea.objects.get(source_id="7")
    assert (report["updated"], report["unchanged"]) == (1, 2)
    assert "oaks" in idea.body_html
    assert [version.number for version in idea.versions.order_by("number")] == [1, 2]


def test_a_dry_run_changes_nothing_and_says_what_would(db, export):
    report = run("ideascale", export, "--into", "garden", "--dry-run")

    assert report["created"] == 3
    assert not Idea.objects.exists()
    assert not Community.objects.exists()


def test_a_missing_file_is_said_in_a_sentence(db):
    with pytest.raises(CommandError, match="There is no file or folder"):
        run("ideascale", "/nowhere/at/all", "--into", "garden")


def test_it_goes_on_where_it_was_after_a_crash(garden, mia, tmp_path, monkeypatch):
    monkeypatch.setattr(actions, "BATCH", 2)
    rows = [f'"{n}";"Idea {n}";"";"0";"01/01/2024";""' for n in range(1, 8)]
    head = '"id";"title";"description";"cached_votes_up";"created_at";"retired_at"'
    (tmp_path / "p.csv").write_text("\n".join([head, *rows]) + "\n")
    one = actions.prepare(garden, by=mia, format="consul", files=[tmp_path / "p.csv"])
    one = actions.start(one, by=mia)
    taken = list(shelf.take("consul")().read([tmp_path / "p.csv"]))
    one = actions.take_in(one, taken[:2], at=0)
    one = actions.take_in(one, taken[2:4], at=2)

    one = actions.run(Import.objects.get(pk=one.pk))

    assert (one.position, one.created, one.unchanged) == (7, 7, 0)
    assert Idea.objects.count() == 7


def test_two_workers_never_take_the_same_batch_in(garden, mia, tmp_path):
    (tmp_path / "p.csv").write_text("id;title;description;created_at\n1;Uno;;01/01/2024\n")
    one = actions.prepare(garden, by=mia, format="consul", files=[tmp_path / "p.csv"])
    taken = list(shelf.take("consul")().read([tmp_path / "p.csv"]))
    actions.take_in(one, taken, at=0)

    with pytest.raises(actions.TakenOver):
        actions.take_in(one, taken, at=0)


def test_a_comment_on_an_unknown_idea_is_named(db, tmp_path):
    (tmp_path / "c.csv").write_text("Date,Idea ID,Author,Comment\n20/Aug/20 7:01 AM,99,otter,Yes\n")

    report = run("ideascale", tmp_path / "c.csv", "--into", "garden")

    assert report["rejected"] == [
        {"where": "c.csv, line 2, column Idea ID", "why": "there is no idea 99 to comment on"}
    ]


def test_a_text_that_is_too_long_is_named_and_the_rest_goes_on(db, tmp_path):
    (tmp_path / "p.csv").write_text(
        f"id;title;description;created_at\n1;Uno;{'x' * 20_001};01/01/2024\n2;Dos;;01/01/2024\n"
    )

    report = run("consul", tmp_path / "p.csv", "--into", "garden")

    assert report["created"] == 1
    assert report["rejected"][0]["where"] == "p.csv, line 2"
    assert "too long" in report["rejected"][0]["why"]


def test_only_managers_bring_voices_in(garden, ada, mia, enter):
    assert enter(mia).get("/imports/into/garden/").status_code == 200
    assert enter(ada).get("/imports/into/garden/").status_code == 403


def test_by_page_one_sees_the_first_rows_then_the_report(garden, mia, enter, export, work):
    browser = enter(mia)
    with (export / "ideas.csv").open("rb") as ideas, (export / "comments.csv").open("rb") as comments:
        page = browser.post(
            "/imports/into/garden/", {"format": "ideascale", "files": [ideas, comments]}, follow=True
        )
    assert "Benches in the shade" in page.text
    assert "is no date that is known here" in page.text
    assert not Idea.objects.exists()

    browser.post(f"/imports/{Import.objects.get().pk}/start/")
    work()

    page = browser.get(f"/imports/{Import.objects.get().pk}/")
    assert "ideas.csv, line 6, column Idea ID" in page.text
    assert Idea.objects.count() == 2


def test_a_title_that_is_too_long_loses_no_word(db, tmp_path):
    title = " ".join(f"word{n}" for n in range(60))
    (tmp_path / "p.csv").write_text(f"id;title;description;created_at\n1;{title};<p>Texto</p>;01/01/2024\n")

    assert run("consul", tmp_path / "p.csv", "--into", "garden")["created"] == 1
    assert run("consul", tmp_path / "p.csv", "--into", "garden")["unchanged"] == 1

    idea = Idea.objects.get()
    assert idea.title.endswith("…")
    assert title in idea.body_html
    assert "Texto" in idea.body_html


def test_a_key_that_is_too_long_is_named_and_the_rest_goes_on(db, tmp_path):
    (tmp_path / "p.csv").write_text(
        f"id;title;description;created_at\n{'9' * 300};Uno;;01/01/2024\n2;Dos;;01/01/2024\n"
    )

    report = run("consul", tmp_path / "p.csv", "--into", "garden")

    assert report["created"] == 1
    assert report["rejected"][0]["where"] == "p.csv, line 2, column id"


def test_an_author_with_a_very_long_name_is_still_somebody(db, tmp_path):
    text = f"Date/Time,Idea ID,Title,Author\n20/Aug/20 7:01 AM,7,A bench,{'n' * 400}\n"
    (tmp_path / "i.csv").write_text(text)

    assert run("ideascale", tmp_path / "i.csv", "--into", "garden")["created"] == 1
