"""Tables as they come: every encoding, separator, line end and fault; within bounds, and nothing is fatal."""

import io
import json
import subprocess
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from folkmoot.domains.channels.forms_of_tables import tables_in
from folkmoot.domains.channels.forms_of_tables.guards import guarded, unguarded
from folkmoot.domains.channels.importers import NotThisFormat
from folkmoot.domains.channels.tables import BadLine, Line

GERMAN = "Nr;Titel;Text\n1;Bänke für die Straße;Größere Bäume, schöne Wege\n2;Über den Fluß;Ein Weg\n"
TEXTS = {
    "cp1252": "Id;Titre\n1;Forêt très près du café\n2;Élargir la chaussée\n",
    "cp1250": "Nr;Tytuł\n1;Zażółć gęślą jaźń w Łodzi\n2;Więcej drzew i ławek na ulicach\n3;Ścieżka przez łąkę\n",
    "cp1251": "Номер;Заголовок\n1;Больше деревьев на улицах города\n2;Скамейки в тени\n3;Новая дорога к реке\n",
    "cp1253": "Αρ;Τίτλος\n1;Περισσότερα δέντρα στους δρόμους της πόλης\n2;Παγκάκια στη σκιά\n",
    "cp932": "番号;題名\n1;街にもっと木を植えてください\n2;日陰にベンチを置く\n3;川への新しい道\n",
    "gb18030": "编号;标题\n1;请在街道上多种一些树木\n2;在阴凉处放置长椅\n3;通往河边的新路\n",
}


def write(folder: Path, data: bytes | str, name: str = "t.csv") -> Path:
    (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return folder / name


def rows(file: Path, encoding: str = "") -> list[Line | BadLine]:
    return [line for table in tables_in(file, encoding=encoding) for line in table.lines()]


def cells(file: Path, encoding: str = "") -> list[list[str]]:
    return [list(line.cells.values()) for line in rows(file, encoding) if isinstance(line, Line)]


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "cp1252",
        "iso8859-15",
        "mac-roman",
        "cp850",
    ],
)
def test_german_letters_are_read_in_every_encoding_it_is_sent_in(tmp_path, encoding):
    assert cells(write(tmp_path, GERMAN.encode(encoding)))[0][1:] == [
        "Bänke für die Straße",
        "Größere Bäume, schöne Wege",
    ]


@pytest.mark.parametrize("encoding", TEXTS)
def test_letters_of_other_scripts_are_guessed(tmp_path, encoding):
    file = write(tmp_path, TEXTS[encoding].encode(encoding))
    assert cells(file) == [line.split(";") for line in TEXTS[encoding].splitlines()[1:]]


def test_where_the_guess_is_wrong_it_can_be_chosen(tmp_path):
    file = write(tmp_path, "a;b\n1;Łąka\n".encode("cp1250"))
    assert cells(file, "cp1250") == [["1", "Łąka"]]
    assert tables_in(file, encoding="cp1250")[0].encoding == "cp1250"


def test_an_encoding_is_looked_for_in_the_whole_file(tmp_path):
    file = write(tmp_path, b"a;b\n" + b"1;plain\n" * 200_000 + "2;Straße\n".encode("cp1252"))
    assert cells(file)[-1] == ["2", "Straße"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_separator_and_line_end_is_understood(tmp_path, separator, end):
    lines = [["id", "title", "text"], ["1", "One", '"a, b; c | d\te"'], ["2", "Two", ""]]
    file = write(tmp_path, end.join(separator.join(line) for line in lines) + end)
    assert cells(file) == [["1", "One", "a, b; c | d\te"], ["2", "Two", ""]]


def test_line_ends_may_be_mixed_and_a_cell_may_have_several_lines(tmp_path):
    file = write(tmp_path, b'a,b\r\n1,"x\r\ny"\n2,z\r3,w\n')
    assert cells(file) == [["1", "x\r\ny"], ["2", "z"], ["3", "w"]]
    assert [line.number for line in rows(file)] == [2, 4, 5]


def test_what_excel_says_of_its_separator_is_no_row(tmp_path):
    assert cells(write(tmp_path, "sep=|\na|b\n1|x,y;z\n")) == [["1", "x,y;z"]]


def test_titles_above_the_headings_are_left_out(tmp_path):
    file = write(tmp_path, "Ideas of 2024;;\n;;\nid;title;text\n1;One;x\n")
    assert tables_in(file)[0].columns == ["id", "title", "text"]
    assert cells(file) == [["1", "One", "x"]]


def test_headings_that_are_missing_or_twice_have_names_of_their_own(tmp_path):
    assert tables_in(write(tmp_path, "a,,a\n1,2,3\n"))[0].columns == ["a", "column 2", "a (2)"]


@pytest.mark.parametrize("bad", ['2,"Two,x', '2,Two,"x', '"2,Two,x'])
@pytest.mark.parametrize(
    "after", ['3,"Three",x\n4,Four,"y"\n', "3,Three,x\n4,Four,y\n", '3,Three,x\n4,"Four, five",y\n']
)
def test_a_quote_that_never_closes_is_named_with_its_line_and_the_rest_is_not_lost(tmp_path, bad, after):
    found = rows(write(tmp_path, f"id,title,text\n1,One,x\n{bad}\n{after}"))
    assert [line.cells["id"] for line in found if isinstance(line, Line)] == ["1", "3", "4"]
    (fault,) = [line for line in found if isinstance(line, BadLine)]
    assert "line 3" in fault.where
    assert "never closed" in fault.why
    assert "Two" in str(fault.origin.cells)


def test_a_quote_within_a_cell_is_only_a_quote(tmp_path):
    assert cells(write(tmp_path, 'a,b\n1,A 5" pipe\n2,"He said "yes" twice"\n3,x\n'))[0] == ["1", 'A 5" pipe']
    assert len(cells(tmp_path / "t.csv")) == 3


def test_a_row_that_was_cut_off_says_so(tmp_path):
    fault = rows(write(tmp_path, "a,b,c\n1,2,3\n4,5"))[-1]
    assert isinstance(fault, BadLine)
    assert "cut off" in fault.why
    assert fault.origin.cells == (("a", "4"), ("b", "5"))


def test_a_file_that_was_cut_off_within_a_letter_loses_only_that_cell(tmp_path):
    found = rows(write(tmp_path, "a,b\n1,Straße\n2,Bäume überall am Rad".encode() + "ß".encode()[:1]))
    assert found[0].cells["b"] == "Straße"
    with pytest.raises(ValueError, match="no UTF-8"):
        found[1].text("b")


def test_a_million_columns_are_refused_at_once(tmp_path):
    with pytest.raises(NotThisFormat, match="over 1,000 columns"):
        tables_in(write(tmp_path, ",".join("c" * 400_000).replace("c", "") + "x\n" + "1\n"))
    with pytest.raises(NotThisFormat, match="over two million letters"):
        tables_in(write(tmp_path, ",".join(f"column{n}" for n in range(1_000_000)) + "\n"))
    with pytest.raises(NotThisFormat, match="over 1,000 columns"):
        tables_in(write(tmp_path, json.dumps({f"c{n}": n for n in range(5_000)}) + "\n", "t.jsonl"))


def test_a_line_that_never_ends_is_one_bad_line(tmp_path):
    found = rows(write(tmp_path, "a,b\n1,x\n" + "y" * 5_000_000 + "\n3,z\n"))
    assert [type(line) for line in found] == [Line, BadLine, Line]
    assert "two million letters" in found[1].why


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"", "t.csv"), (b"\xef\xbb\xbf", "t.csv"), (b"\n \n", "t.csv"), (b"[]", "t.json"), (b"{}", "t.json")],
)
def test_an_empty_file_is_named(tmp_path, data, name):
    with pytest.raises(NotThisFormat, match=r"^t\."):
        tables_in(write(tmp_path, data, name))


@pytest.mark.parametrize("mark", [b"\x1f\x8b\x08", b"\xd0\xcf\x11\xe0", b"%PDF-1.7", b"PAR1", b"\x89PNG\r\n"])
def test_what_is_no_table_is_refused_in_words(tmp_path, mark):
    with pytest.raises(NotThisFormat, match=r"^t\.csv (is|holds)"):
        tables_in(write(tmp_path, mark + b"x" * 100))


# Objects in JSON.


def test_objects_come_one_a_line_in_a_list_or_within_an_object(tmp_path):
    objects = [{"id": 1, "by": {"name": "Ada"}, "tags": ["a", "b"]}, {"id": 2, "by": None, "tags": []}]
    lines = "\n".join(map(json.dumps, objects))
    whole = {"version": {"of": [1]}, "title": "x", "items": objects, "more": 1}
    for data in (
        lines,
        json.dumps(objects),
        json.dumps(objects, indent=2),
        json.dumps(whole),
        "\ufeff" + lines,
    ):
        found = rows(write(tmp_path, data, "t.json"))
        assert [line.cells for line in found] == [
            {"id": "1", "by.name": "Ada", "tags": "a, b"},
            {"id": "2", "by": "", "tags": ""},
        ]


def test_an_object_that_is_broken_is_named_by_its_line_and_the_rest_is_read(tmp_path):
    found = rows(write(tmp_path, '{"a": 1}\n{"a": 2,,}\n[1]\n{"a": 3}\n{"a": 4', "t.jsonl"))
    assert [line.where if isinstance(line, BadLine) else line.cells["a"] for line in found] == [
        "1",
        "t.jsonl, line 2",
        "t.jsonl, line 3",
        "3",
        "t.jsonl, line 5",
    ]
    assert "cut off" in found[-1].why


def test_deep_nesting_and_endless_numbers_are_one_bad_line(tmp_path):
    deep = '{"a": ' + "[" * 100_000 + "]" * 100_000 + "}"
    found = rows(write(tmp_path, f'{{"a": 1}}\n{deep}\n{{"a": {"9" * 5000}}}\n{{"a": 2}}\n', "t.jsonl"))
    assert [type(line) for line in found] == [Line, BadLine, BadLine, Line]


# Workbooks.


def workbook(folder: Path, sheets: dict[str, list[list[object]]], name: str = "t.xlsx") -> Path:
    book = Workbook()
    book.remove(book.active)
    for title, lines in sheets.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(line)
    book.save(folder / name)
    return folder / name


def test_sheets_are_tables_and_dates_and_numbers_are_text(tmp_path):
    file = workbook(
        tmp_path,
        {
            "Ideas": [
                ["id", "given", "votes"],
                [1, datetime(2024, 3, 4, 5, 6), 7.0],
                [2, date(2024, 3, 5), 1.5],
            ],
            "Empty": [],
            "Comments": [["idea", "comment"], [1, "Yes"]],
        },
    )
    ideas, comments = tables_in(file)
    assert (ideas.name, comments.name) == ("t.xlsx, sheet Ideas", "t.xlsx, sheet Comments")
    assert cells(file) == [["1", "2024-03-04T05:06:00", "7"], ["2", "2024-03-05", "1.5"], ["1", "Yes"]]
    assert [line.number for line in ideas.lines()] == [2, 3]


def test_merged_titles_above_the_headings_of_a_sheet_are_left_out(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet["A1"] = "All ideas of the year"
    sheet.merge_cells("A1:C1")
    for line in ([], ["id", "title", "text"], [1, "One", "x"]):
        sheet.append(line)
    book.save(tmp_path / "t.xlsx")
    assert tables_in(tmp_path / "t.xlsx")[0].columns == ["id", "title", "text"]
    assert cells(tmp_path / "t.xlsx") == [["1", "One", "x"]]


def test_a_formula_is_never_run(tmp_path):
    file = workbook(tmp_path, {"S": [["id", "title"], [1, "=1+1"], [2, '=HYPERLINK("http://x.example")']]})
    assert cells(file) == [["1", ""], ["2", ""]]


def test_a_workbook_that_was_cut_off_is_refused_in_words(tmp_path):
    file = workbook(tmp_path, {"S": [["id", "title"], *([n, f"Idea {n}"] for n in range(500))]})
    whole = file.read_bytes()
    for size in (10, len(whole) // 2, len(whole) - 30):
        with pytest.raises(NotThisFormat, match="cut off, or is broken"):
            rows(write(tmp_path, whole[:size], "cut.xlsx"))


def test_a_zip_bomb_is_refused_before_a_byte_of_it_is_unpacked(tmp_path):
    book = workbook(tmp_path, {"S": [["id", "title"], [1, "x"]]})
    with (
        zipfile.ZipFile(book) as old,
        zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            filling = b" " * (200 * 1024**2) if "sheet1" in part.filename else b""
            new.writestr(part.filename, old.read(part) + filling)
    assert (tmp_path / "bomb.xlsx").stat().st_size < 1024**2
    with pytest.raises(NotThisFormat, match="far larger unpacked"):
        tables_in(tmp_path / "bomb.xlsx")


def test_an_entity_bomb_in_a_workbook_is_refused(tmp_path):
    book = workbook(tmp_path, {"S": [["id", "title"], [1, "x"]]})
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(9))
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(tmp_path / "bomb.xlsx", "w") as new:
        for part in old.infolist():
            text = old.read(part).decode()
            if "sheet1" in part.filename:
                text = f"<?xml version='1.0'?><!DOCTYPE x [{entities}]>{text.partition('?>')[2] or text}"
            new.writestr(part.filename, text)
    with pytest.raises(NotThisFormat):
        rows(tmp_path / "bomb.xlsx")


def test_rows_that_a_workbook_only_claims_to_have_end_the_table(tmp_path):
    book = workbook(tmp_path, {"S": [["id", "title"], [1, "x"], [2, "y"]]})
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(tmp_path / "far.xlsx", "w") as new:
        for part in old.infolist():
            text = old.read(part)
            new.writestr(
                part.filename, text.replace(b'r="3"', b'r="900000000"').replace(b'"A3"', b'"A900000000"')
            )
    assert cells(tmp_path / "far.xlsx") == [["1", "x"]]


def test_another_archive_is_no_workbook(tmp_path):
    with zipfile.ZipFile(tmp_path / "t.zip", "w") as archive:
        archive.writestr("ideas.csv", "id,title\n")
    with pytest.raises(NotThisFormat, match="no XLSX workbook"):
        tables_in(tmp_path / "t.zip")


# Invariants.


def rows_or_a_no(file: Path) -> tuple[list[Line | BadLine], str]:
    try:
        return rows(file), ""
    except NotThisFormat as problem:
        return [], str(problem)


@settings(max_examples=300, deadline=None)
@given(
    data=st.binary(max_size=600),
    start=st.sampled_from([b"", b"a,b\n", b'{"a": 1}\n', b"[", b"PK\x03\x04", b"\xff\xfe"]),
)
def test_any_bytes_give_rows_or_a_clear_no(data, start, tmp_path_factory):
    file = write(tmp_path_factory.mktemp("any"), start + data)
    found, said = rows_or_a_no(file)
    assert said.startswith("t.csv") or all(
        line.where if isinstance(line, BadLine) else line.place().startswith("t.csv, line ") for line in found
    )


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 5000), put=st.binary(min_size=1, max_size=20))
def test_a_workbook_with_any_bytes_in_it_gives_rows_or_a_clear_no(at, put, tmp_path_factory):
    folder = tmp_path_factory.mktemp("any")
    whole = workbook(folder, {"S": [["id", "title"], [1, "x"]]}).read_bytes()
    at %= len(whole)
    file = write(folder, whole[:at] + put + whole[at + len(put) :], "t.xlsx")
    found, said = rows_or_a_no(file)
    assert found or said.startswith("t.xlsx")


@settings(deadline=None)
@given(
    lines=st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20),
            min_size=3,
            max_size=3,
        ),
        max_size=8,
    )
)
def test_what_a_program_writes_as_csv_is_read_back_whole(lines, tmp_path_factory):
    import csv  # noqa: PLC0415

    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([["one", "two", "three"], *lines])
    file = write(tmp_path_factory.mktemp("csv"), out.getvalue())
    assert cells(file, "utf-8") == [line for line in lines if any(cell.strip() for cell in line)]


@given(st.text(max_size=30))
def test_a_guard_comes_off_again_and_no_guarded_cell_is_a_formula(cell):
    assert unguarded(guarded(cell)) == cell
    assert guarded(cell)[:1] not in ("=", "+", "-", "@", "\t", "\r") or not cell


def test_a_large_table_is_read_in_little_memory(tmp_path):
    """30 MB of rows cost less than 20 MB."""
    line = '{n},Idea {n},"Some words, and more of them: ' + "a bench in the shade " * 12 + '"\n'
    with (tmp_path / "big.csv").open("w") as out:
        out.write("id,title,text\n")
        out.writelines(line.replace("{n}", str(n)) for n in range(100_000))
    code = (
        "import os, resource, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'folkmoot.site.settings'\n"
        "import django; django.setup()\n"
        "from pathlib import Path\n"
        "from folkmoot.domains.channels.forms_of_tables import tables_in\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "count = sum(1 for table in tables_in(Path(sys.argv[1])) for _ in table.lines())\n"
        "print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "big.csv")], capture_output=True, text=True, check=True
    ).stdout.split()
    assert int(said[0]) == 100_000
    assert int(said[1]) < 20_000  # kilobytes more than before
