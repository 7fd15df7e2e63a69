"""Every importer, checked against its own examples and against what all importers promise."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.domains.channels.importers import (
    ArrivedReply,
    Located,
    NotThisFormat,
    Rejected,
    files_in,
    shelf,
)
from folkmoot.domains.ideas.arrivals import ArrivedIdea

EXAMPLES = [
    pytest.param(importer, files, counts, id=f"{name}-{number}")
    for name, importer in shelf.all().items()
    for number, (files, counts) in enumerate(importer.examples, start=1)
]


def write(folder: Path, files: dict[str, str], encoding: str = "utf-8") -> list[Path]:
    for name, text in files.items():
        (folder / name).write_bytes(text.encode(encoding))
    return [folder / name for name in files]


def kinds(rows):
    found = Counter(type(row.what) if isinstance(row, Located) else Rejected for row in rows)
    return found[ArrivedIdea], found[ArrivedReply], found[Rejected]


@pytest.mark.parametrize("name", shelf.all())
def test_it_has_examples_and_a_label(name):
    assert shelf.take(name).examples
    assert shelf.take(name).label


@pytest.mark.parametrize(("importer", "files", "counts"), EXAMPLES)
def test_its_examples_hold(importer, files, counts, tmp_path):
    assert kinds(importer().read(write(tmp_path, files))) == counts


@pytest.mark.parametrize(("importer", "files", "counts"), EXAMPLES)
def test_the_order_of_files_does_not_matter(importer, files, counts, tmp_path):
    paths = write(tmp_path, files)
    assert list(importer().read(paths[::-1])) == list(importer().read(paths))


@pytest.mark.parametrize(("importer", "files", "counts"), EXAMPLES)
def test_a_byte_order_mark_changes_nothing(importer, files, counts, tmp_path):
    assert kinds(importer().read(write(tmp_path, files, "utf-8-sig"))) == counts


@pytest.mark.parametrize(("importer", "files", "counts"), EXAMPLES)
def test_line_ends_of_another_system_change_nothing(importer, files, counts, tmp_path):
    paths = write(tmp_path, {name: text.replace("\n", "\r\n") for name, text in files.items()})
    assert kinds(importer().read(paths)) == counts


@pytest.mark.parametrize(("importer", "files", "counts"), EXAMPLES)
def test_every_row_has_a_key_a_moment_with_a_zone_and_a_place(importer, files, counts, tmp_path):
    rows = [row for row in importer().read(write(tmp_path, files)) if isinstance(row, Located)]
    for row in rows:
        at = row.what.given_at if isinstance(row.what, ArrivedIdea) else row.what.said_at
        assert row.what.source_id
        assert at.tzinfo is not None
        assert ", line " in row.where
    assert len({(type(row.what), row.what.source_id) for row in rows}) == len(rows)


@pytest.mark.parametrize("name", shelf.all())
def test_a_file_of_another_kind_is_named(name, tmp_path):
    files = write(tmp_path, {"strange.csv": "colour,shape\nred,round\n"})
    with pytest.raises(NotThisFormat, match=r"strange\.csv"):
        shelf.take(name)().read(files)


@pytest.mark.parametrize("name", shelf.all())
def test_an_empty_file_is_named(name, tmp_path):
    with pytest.raises(NotThisFormat, match=r"nothing\.csv"):
        shelf.take(name)().read(write(tmp_path, {"nothing.csv": ""}))


@pytest.mark.parametrize("name", shelf.all())
@given(noise=st.binary(max_size=400))
def test_noise_below_the_heading_is_rejected_and_never_fatal(name, noise, tmp_path_factory):
    importer = shelf.take(name)
    text = next(iter(importer.examples[0][0].values()))
    file = tmp_path_factory.mktemp("noise") / "noise.csv"
    file.write_bytes(text.splitlines()[0].encode() + b"\n" + noise)
    for row in importer().read([file]):
        assert row.where.startswith("noise.csv, line ")


def test_a_bad_row_is_named_by_line_and_column(tmp_path):
    importer = shelf.take("ideascale")
    rejected = [
        row
        for row in importer().read(write(tmp_path, dict(importer.examples[0][0])))
        if isinstance(row, Rejected)
    ]
    assert [row.where for row in rejected] == [
        "ideas.csv, line 5, column Date/Time",
        "ideas.csv, line 6, column Idea ID",
        "comments.csv, line 3, column Comment",
    ]
    assert "not a day" in rejected[0].why


def test_a_bad_byte_names_its_cell_and_spoils_no_other(tmp_path):
    good = b'"1";"Uno";"Texto";"1";"01/01/2024";""\n'
    bad = b'"2";"D\xffos";"Texto";"1";"01/01/2024";""\n'
    head = b'"id";"title";"description";"cached_votes_up";"created_at";"retired_at"\n'
    (tmp_path / "p.csv").write_bytes(head + bad + good)
    rows = list(shelf.take("consul")().read([tmp_path / "p.csv"]))
    assert rows[0] == Rejected("p.csv, line 2, column title", "there is a byte that is no UTF-8 in it")
    assert isinstance(rows[1], Located)


@pytest.mark.parametrize("after", [0, 1, 300])
def test_a_quote_that_never_closes_is_one_bad_row_and_the_rest_goes_on(tmp_path, after):
    lines = ["id;title;description;created_at", "1;Uno;;01/01/2024", '2;"Dos;;01/01/2024']
    lines += [f"{number};Idea {number};;01/01/2024" for number in range(3, 3 + after)]
    (tmp_path / "p.csv").write_text("\n".join(lines) + "\n")

    rows = list(shelf.take("consul")().read([tmp_path / "p.csv"]))

    assert [row.where for row in rows if isinstance(row, Rejected)] == ["p.csv, line 3, column description"]
    assert [row.what.source_id for row in rows if isinstance(row, Located)] == [
        "1",
        *map(str, range(3, 3 + after)),
    ]


def test_lines_are_counted_on_after_a_cell_of_several_lines(tmp_path):
    text = 'id;title;description;created_at\n1;"Uno\ny más";;01/01/2024\n2;Dos;;never\n3;Tres\n'
    (tmp_path / "p.csv").write_text(text)

    rows = list(shelf.take("consul")().read([tmp_path / "p.csv"]))

    assert rows[0].where == "p.csv, line 2"
    assert rows[1].where == "p.csv, line 4, column created_at"
    assert rows[2] == Rejected("p.csv, line 5, column description", "it has 2 cells, the heading has 4")


def test_two_comments_of_the_same_words_are_two(tmp_path):
    text = "Date,Idea ID,Author,Comment\n" + "20/Aug/20 7:01 AM,7,otter,Yes\n" * 2
    rows = list(shelf.take("ideascale")().read(write(tmp_path, {"c.csv": text})))
    assert len({row.what.source_id for row in rows}) == 2


def test_answers_to_the_questions_of_a_campaign_are_kept(tmp_path):
    importer = shelf.take("ideascale")
    first = next(importer().read(write(tmp_path, dict(importer.examples[0][0]))))
    assert first.what.body == "Under the limes.\n\n**What would it cost?**\n\nLittle"


def test_a_folder_gives_its_tables(tmp_path):
    write(tmp_path, {"b.csv": "", "a.CSV": "", "c.xlsx": "", "notes.txt": ""})
    assert [file.name for file in files_in([tmp_path])] == ["a.CSV", "b.csv", "c.xlsx"]


def test_a_folder_without_any_says_so(tmp_path):
    with pytest.raises(FileNotFoundError, match="no CSV file"):
        files_in([tmp_path])
