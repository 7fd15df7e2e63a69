"""Real exports, where they are at hand: every row of them comes in, and comes back unchanged."""

import csv
import json
import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from openpyxl import Workbook

from folkmoot.domains.ideas.models import Idea

SHARED = Path(os.environ["FOLKMOOT_SHARED"]) / "data"
pytestmark = pytest.mark.skipif(
    not SHARED.exists(), reason="the real exports are not at hand (FOLKMOOT_SHARED)"
)


@pytest.mark.parametrize(
    ("format", "folder", "rows"),
    [
        ("ideascale", "ideascale-catalyst", 794),
        ("consul", "decide-madrid", 2738),
        ("csv", "ideascale-catalyst", 794),
        ("csv", "decide-madrid", 2738),
    ],
)
def test_every_row_comes_in_once(db, format, folder, rows):
    def run() -> dict:
        out = StringIO()
        call_command("import", format, str(SHARED / folder), "--into", "real", "--json", stdout=out)
        return json.loads(out.getvalue())

    first, second = run(), run()

    assert (first["read"], first["created"], first["rejected"]) == (rows, rows, [])
    assert (second["created"], second["unchanged"]) == (0, rows)


def bring(*files: Path) -> dict:
    out = StringIO()
    call_command("import", "csv", *map(str, files), "--into", "real", "--json", stdout=out)
    return json.loads(out.getvalue())


def test_the_table_importer_makes_of_them_what_their_own_importers_make(db):
    folder = SHARED / "decide-madrid"
    call_command("import", "consul", str(folder), "--into", "own", stdout=StringIO())
    call_command("import", "csv", str(folder), "--into", "any", stdout=StringIO())
    facts = ("source_id", "title", "body", "published_at", "support_count", "state")
    own = Idea.objects.filter(community__slug="own").order_by("source_id").values_list(*facts)
    any_ = Idea.objects.filter(community__slug="any").order_by("source_id").values_list(*facts)
    assert list(own) == list(any_)


@pytest.mark.parametrize("as_lines", [True, False])
def test_prize_challenges_come_in_from_json(db, tmp_path, as_lines):
    feed = SHARED / "challenge-gov" / "feed-open.json"
    if as_lines:
        found = json.loads(feed.read_text())["_challenge"]
        feed = tmp_path / "challenges.jsonl"
        feed.write_text("\n".join(map(json.dumps, found)))
    report = bring(feed)
    # Some descriptions with rules and judging are longer than a text may be: those are named, and no other.
    assert report["created"] + len(report["rejected"]) == 29
    assert all("too long" in row["why"] for row in report["rejected"])
    assert report["created"] >= 20
    first = Idea.objects.get(source_id="1088")
    assert first.title == "EcoTox TARGET Challenge"
    assert first.published_at.date().isoformat() == "2020-03-19"
    assert "{{ site" not in first.title


def test_reviews_come_in_as_comments_on_the_proposals_that_they_name(db):
    report = bring(SHARED / "catalyst-reviews" / "fund5-valid-assessments.csv")
    assert (report["created"], report["rejected"]) == (271 + 5072, [])
    assert bring(SHARED / "catalyst-reviews" / "voting-results-f3-f8.csv")["created"] == 3470


@pytest.mark.parametrize("form", ["german", "unicode text", "workbook", "other order"])
def test_the_same_proposals_come_in_however_they_were_saved(db, tmp_path, form):
    with (SHARED / "decide-madrid" / "proposals.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter=";"))[:300]
    file = tmp_path / ("proposals.xlsx" if form == "workbook" else "proposals.csv")
    if form == "workbook":
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Propuestas")
        sheet.append(["Propuestas de 2024"])
        for row in rows:
            sheet.append(row)
        book.save(file)
    else:
        if form == "other order":
            rows = [row[::-1] for row in rows]
        out = StringIO()
        csv.writer(out, delimiter="\t" if form == "unicode text" else ";").writerows(rows)
        encoding = {"german": "cp1252", "unicode text": "utf-16", "other order": "utf-8-sig"}[form]
        file.write_bytes(out.getvalue().encode(encoding, errors="replace"))
    report = bring(file)
    assert (report["created"], report["rejected"]) == (299, [])
    assert Idea.objects.filter(source_id="35574", title__startswith="Creación de area deportiva").exists()
