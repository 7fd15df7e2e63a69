"""Any table: what its columns are is guessed, in several languages, and no word of what came is lost."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook

from folkmoot.domains.channels.forms_of_tables import tables_in
from folkmoot.domains.channels.guessing import guess
from folkmoot.domains.channels.importers import ArrivedReply, Located, NotThisFormat, Rejected, Row, shelf
from folkmoot.domains.channels.plans import BOTH, IDEAS, REPLIES, Plan, TablePlan, fingerprint, name_of
from folkmoot.domains.ideas.arrivals import ArrivedIdea
from folkmoot.kit.markdown import clean_html, render

LONG = "We would like to sit in the shade while we wait for the bus and so would our parents. "


def write(folder: Path, text: str, name: str = "t.csv", encoding: str = "utf-8") -> Path:
    (folder / name).write_bytes(text.encode(encoding))
    return folder / name


def read(*files: Path, plan: Plan | None = None) -> list[Row]:
    return list(shelf.take("csv")(plan.to_json() if plan else None).read(files))


def ideas(rows: list[Row]) -> Iterator[ArrivedIdea]:
    return (row.what for row in rows if isinstance(row, Located) and isinstance(row.what, ArrivedIdea))


def replies(rows: list[Row]) -> Iterator[ArrivedReply]:
    return (row.what for row in rows if isinstance(row, Located) and isinstance(row.what, ArrivedReply))


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        ("id,title,description,author,created_at,votes", "7,A bench,{long},heron,2024-03-04,12"),
        ("Votes,Created,Submitted by,Details,Idea title,Idea ID", "12,04/03/2024,heron,{long},A bench,7"),
        ("Nr;Titel;Beschreibung;Verfasser;Erstellt am;Stimmen", "7;A bench;{long};heron;04.03.2024;12"),
        ("Número;Título;Descripción;Autor;Fecha de creación;Apoyos", "7;A bench;{long};heron;04/03/2024;12"),
        ("Identifiant;Titre;Texte;Auteur;Créé le;Nombre de votes", "7;A bench;{long};heron;04/03/2024;12"),
        (
            "proposalId\theadline\tbody\tuserName\tcreatedAt\tupvotes",
            "7\tA bench\t{long}\theron\t1709510400\t12",
        ),
    ],
)
def test_headings_of_several_languages_in_any_order_are_understood(tmp_path, heading, line):
    rows = read(write(tmp_path, f"{heading}\n{line.format(long=LONG)}\n"))
    (idea,) = ideas(rows)
    assert (idea.source_id, idea.title, idea.body) == ("7", "A bench", LONG.strip())
    assert (idea.author_name, idea.support_count, idea.given_at.date().isoformat()) == (
        "heron",
        12,
        "2024-03-04",
    )


def test_where_no_heading_tells_the_cells_do(tmp_path):
    lines = "".join(f"{n},0{n}/12/2023,Bench {n},{LONG}{n}\n" for n in range(1, 9))
    (table,) = tables_in(write(tmp_path, "col a,col b,col c,col d\n" + lines))
    assert guess(table).columns == {"given_at": "col b", "body": "col d"}


def test_what_is_no_table_of_ideas_asks_what_is_what(tmp_path):
    with pytest.raises(NotThisFormat, match=r"t\.csv has the columns timestamp, value\. Say which column"):
        read(write(tmp_path, "timestamp,value\n2024-01-01,4\n"))


def test_german_excel_comes_in_as_it_is(tmp_path):
    text = "Nr;Titel;Beschreibung;Stimmen;Datum\r\n1;Bänke;Schöne, große Bäume;1.204;03.04.2024 08:15\r\n"
    (idea,) = ideas(read(write(tmp_path, text, encoding="cp1252")))
    assert (idea.title, idea.body, idea.support_count) == ("Bänke", "Schöne, große Bäume", 1204)
    assert idea.given_at.strftime("%d.%m.%Y %H:%M") == "03.04.2024 08:15"


def test_unicode_text_of_excel_comes_in(tmp_path):
    (idea,) = ideas(read(write(tmp_path, "id\ttitle\ttext\r\n1\tŁąka\t“Ja”\r\n", "t.txt", "utf-16")))
    assert (idea.title, idea.body) == ("Łąka", "“Ja”")


def test_a_workbook_with_ideas_and_comments_on_two_sheets_comes_in_whole(tmp_path):
    book = Workbook()
    book.active.append(["Export of the year"])
    book.active.append(["id", "title", "text"])
    book.active.append([1, "A bench", LONG])
    sheet = book.create_sheet("Comments")
    sheet.append(["Idea ID", "Comment", "Author"])
    sheet.append([1, "Yes", "otter"])
    book.save(tmp_path / "t.xlsx")
    rows = read(tmp_path / "t.xlsx")
    assert [idea.source_id for idea in ideas(rows)] == ["1"]
    assert [(reply.idea_id, reply.body) for reply in replies(rows)] == [("1", "Yes")]


def test_comments_may_stand_among_the_ideas(tmp_path):
    text = f"id,parent_id,title,text\n1,,A bench,{LONG}\n2,1,Re: A bench,Yes\n3,,A tap,{LONG}\n4,3,,No\n"
    (table,) = tables_in(write(tmp_path, text))
    assert guess(table).kind == BOTH
    rows = read(tmp_path / "t.csv")
    assert [type(row.what) for row in rows] == [ArrivedIdea, ArrivedIdea, ArrivedReply, ArrivedReply]
    assert [(reply.source_id, reply.idea_id) for reply in replies(rows)] == [("2", "1"), ("4", "3")]


def test_comments_that_bring_the_titles_of_their_ideas_bring_the_ideas(tmp_path):
    lines = ["1,7,A bench,Good", "2,7,A bench,Bad", "3,8,A tap,Fine", "4,8,A tap,So"]
    text = "\n".join(["id,proposal_id,Idea Title,Assessment Note", *lines])
    rows = read(write(tmp_path, text))
    assert [(idea.source_id, idea.title, idea.is_only_named) for idea in ideas(rows)] == [
        ("7", "A bench", True),
        ("8", "A tap", True),
    ]
    assert len(list(replies(rows))) == 4


def test_rows_without_a_key_have_one_of_their_words_that_stays(tmp_path):
    text = "title,text\nA bench,x\nA tap,y\nA bench,x\n"
    first = [idea.source_id for idea in ideas(read(write(tmp_path, text)))]
    turned = [
        idea.source_id for idea in ideas(read(write(tmp_path, "text,title\ny,A tap\nx,A bench\n", "u.csv")))
    ]
    assert len(set(first)) == 3
    assert set(turned) == set(first[:2])


def test_without_a_title_the_first_words_are_the_title_and_the_text_stays_whole(tmp_path):
    (idea,) = ideas(read(write(tmp_path, f"id,text\n1,<p>{LONG}</p>\n")))
    assert idea.title == "We would like to sit in the shade while we wait for the bus and so would our …"
    assert LONG.strip() in idea.body


def test_other_long_texts_are_kept_beneath_with_their_headings(tmp_path):
    (idea,) = ideas(read(write(tmp_path, f'id,title,text,What would it cost?\n1,A bench,Short,"{LONG}"\n')))
    assert idea.body == f"Short\n\n**What would it cost?**\n\n{LONG.strip()}"


@pytest.mark.parametrize(
    "source",
    [
        "<p>One <b>two</b><br>three</p><ul><li>four<li>five</ul>six",
        '<div onclick="x()">one <a href="javascript:alert(1)">two</a> <img src=x onerror=alert(1)>three</div>',
        "<table><tr><td>one</td><td>two</td></tr></table><font color=red>three</font>&amp; four &lt;five&gt;",
        "<article><section>one</section><section>two</section></article><iframe src=x></iframe>three",
    ],
)
def test_html_is_made_safe_and_no_word_of_it_is_lost(tmp_path, source):
    quoted = source.replace('"', '""')
    (idea,) = ideas(read(write(tmp_path, f'id,title,text,More of it?\n1,A,"{quoted}",plain <3 words\n')))
    safe = clean_html(idea.body)
    for word in [*said(source), "plain", "words", "More", "it"]:
        assert word in said(safe)
    assert not re.search(r"onerror|onclick|javascript:|<iframe|<script", safe)


def said(source: str) -> list[str]:
    return re.findall(r"\w+", html.unescape(re.sub(r"<[a-z/][^>]*>", " ", source)))


def test_a_formula_is_only_text(tmp_path):
    text = 'id,title,text\n1,=1+1,"=HYPERLINK(""http://x.example"",""y"")"\n'
    (idea,) = ideas(read(write(tmp_path, text)))
    assert idea.title == "=1+1"
    assert "HYPERLINK" in render(idea.body)


def test_days_without_a_year_long_order_are_read_as_the_column_says(tmp_path):
    file = write(tmp_path, "id,title,date\n1,A,01/02/2024\n2,B,02/13/2024\n")
    assert [idea.given_at.month for idea in ideas(read(file))] == [1, 2]


def test_a_row_that_contradicts_the_order_of_its_column_is_named(tmp_path):
    file = write(tmp_path, "id,title,date\n1,A,13/02/2024\n2,B,14/02/2024\n3,C,02/13/2024\n")
    (wrong,) = [row for row in read(file) if isinstance(row, Rejected)]
    assert wrong.where == "t.csv, line 4, column date"
    assert "the day comes first in this column" in wrong.why
    assert dict(wrong.origin.cells)["title"] == "C"


def test_the_plan_decides_and_not_the_guess(tmp_path):
    file = write(tmp_path, "a,b\nOne,Two\n")
    plan = Plan(
        day="2020-01-02", tables={fingerprint(["B", "a"]): TablePlan(IDEAS, {"title": "b", "body": "a"})}
    )
    (idea,) = ideas(read(file, plan=plan))
    assert (idea.title, idea.body, idea.given_at.date().isoformat()) == ("Two", "One", "2020-01-02")


def test_comments_need_to_name_their_idea():
    assert "names its idea" in TablePlan(REPLIES, {"body": "x"}).what_is_missing()


@pytest.mark.parametrize(
    "file",
    [
        "Ideas.csv",
        "ideas-2024-03.xlsx",
        "Ideas_(1).csv",
        "ideas-rejected.csv",
        "2024 ideas.jsonl",
        "ideas.2023.12.31.csv",
    ],
)
def test_a_newer_file_has_the_name_of_the_older(file):
    assert name_of(file) == "ideas"
