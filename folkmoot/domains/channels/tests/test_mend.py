"""Rows that could not be taken come back as a file, are mended in a spreadsheet, and are sent again."""

import csv
import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from folkmoot.domains.channels import actions
from folkmoot.domains.channels.models import Import, RejectedRow
from folkmoot.domains.channels.rejected_files import rejected_file
from folkmoot.domains.ideas.models import Idea

TEXT = (
    "id;title;text;date;=note\n"
    "1;A bench;Under the limes;13.02.2024;x\n"
    '2;A tap;"=HYPERLINK(""http://x.example"");y";yesterday;-5\n'
    "3;A fence;Along the way;14.02.2024\n"
    "4;A well;@sum;never;'=1\n"
)


@pytest.fixture
def one(garden, mia, tmp_path: Path) -> Import:
    (tmp_path / "ideas.csv").write_text(TEXT)
    one = actions.prepare(garden, by=mia, format="csv", files=[tmp_path / "ideas.csv"])
    return actions.run(actions.start(one, by=mia))


def as_a_spreadsheet(data: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.removeprefix("\ufeff"))))


def test_the_file_has_the_columns_as_they_came_and_where_and_why(one, mia, enter):
    page = enter(mia).get(one.get_absolute_url()).text
    assert "Rows to mend of ideas.csv" in page
    answer = enter(mia).get(f"/imports/{one.pk}/rejected/?table=ideas.csv")
    assert answer["Content-Disposition"] == 'attachment; filename="ideas-rejected.csv"'
    rows = as_a_spreadsheet(answer.content.decode())
    assert [row["id"] for row in rows] == ["2", "3", "4"]
    assert [row["folkmoot: line"] for row in rows][0] == "ideas.csv, line 3, column date"
    assert "is no date" in rows[0]["folkmoot: why"]
    assert rows[1]["text"] == "Along the way"


def test_no_cell_of_it_is_a_formula(one):
    for row in csv.reader(io.StringIO(rejected_file(one, "ideas.csv").removeprefix("\ufeff"))):
        for cell in row:
            assert cell[:1] not in ("=", "+", "-", "@", "\t", "\r")


@pytest.mark.parametrize("separator", [",", ";"])
def test_mended_and_sent_again_all_is_in_as_it_was_meant(one, mia, enter, work, separator):
    browser = enter(mia)
    rows = as_a_spreadsheet(browser.get(f"/imports/{one.pk}/rejected/?table=ideas.csv").content.decode())
    for row, day in zip(rows, ("15.02.2024", "16.02.2024", "17.02.2024"), strict=True):
        row["date"] = day
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0], delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)

    mended = SimpleUploadedFile("ideas-rejected.csv", out.getvalue().encode("utf-8-sig"))
    browser.post("/imports/into/garden/", {"format": "csv", "files": [mended]})
    two = Import.objects.latest("pk")
    browser.post(f"/imports/{two.pk}/start/")
    work()

    two.refresh_from_db()
    assert (two.created, two.rejected, two.source) == (3, 0, one.source)
    assert Idea.objects.get(source_id="2").body == '=HYPERLINK("http://x.example");y'
    assert Idea.objects.get(source_id="4").body == "@sum"
    assert Idea.objects.count() == 4


def test_rows_of_other_importers_can_be_mended_too(garden, mia, tmp_path):
    (tmp_path / "p.csv").write_text("id;title;description;created_at\n1;Uno;;never\n")
    one = actions.prepare(garden, by=mia, format="consul", files=[tmp_path / "p.csv"])
    actions.run(actions.start(one, by=mia))
    (tmp_path / "mended.csv").write_text(rejected_file(one, "p.csv").replace("never", "01/01/2024"))
    two = actions.prepare(garden, by=mia, format="consul", files=[tmp_path / "mended.csv"])
    assert actions.run(actions.start(two, by=mia)).created == 1


def test_cells_that_no_database_can_hold_are_kept_all_the_same(garden, mia, tmp_path):
    (tmp_path / "t.csv").write_bytes(b"id,title\n1,Stra\xc3\xa9\n2,a\x00b\n3,Stra\xc3\n")
    one = actions.prepare(garden, by=mia, format="csv", files=[tmp_path / "t.csv"])
    one = actions.run(actions.start(one, by=mia))
    assert (one.created, one.rejected) == (1, 2)
    assert "a\ufffdb" in rejected_file(one, "t.csv")


def test_what_is_kept_is_bounded(garden, mia, tmp_path, monkeypatch):
    monkeypatch.setattr(actions, "MOST_KEPT", 200)
    (tmp_path / "t.csv").write_text("id,title,date\n" + "".join(f"{n},{'x' * 50}\n" for n in range(9)))
    one = actions.prepare(garden, by=mia, format="csv", files=[tmp_path / "t.csv"])
    one = actions.run(actions.start(one, by=mia))
    assert one.rejected == 9
    assert 0 < RejectedRow.objects.exclude(cells=[]).count() < 9


def test_a_table_without_rejected_rows_has_no_file(one, mia, ada, enter):
    assert enter(mia).get(f"/imports/{one.pk}/rejected/?table=other.csv").status_code == 404
    assert enter(ada).get(f"/imports/{one.pk}/rejected/?table=ideas.csv").status_code == 404
