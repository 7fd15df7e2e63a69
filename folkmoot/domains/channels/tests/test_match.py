"""On the page: which column is what is guessed, shown, changed, and remembered for the next time."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client, override_settings

from folkmoot.domains.channels import actions, rules
from folkmoot.domains.channels.models import Import, Mapping
from folkmoot.domains.channels.plans import Plan
from folkmoot.domains.ideas.models import Idea

TEXT = "Ref;Kopf;Langtext;Wann\n1;Ein Brunnen;Auf dem Markt, bei den Linden am Rathaus;13.02.2024\n"


@pytest.fixture
def browser(garden, mia, enter):
    return enter(mia)


def upload(browser, text: str | bytes = TEXT, name: str = "vorschlaege.csv", format: str = "csv") -> Import:
    data = text.encode() if isinstance(text, str) else text
    browser.post("/imports/into/garden/", {"format": format, "files": [SimpleUploadedFile(name, data)]})
    return Import.objects.latest("pk")


@pytest.fixture
def sends(browser, monkeypatch):
    """Send the form of an import as it stands, with changes."""

    def send(one: Import, htmx: bool = False, **changes: object):
        from folkmoot.domains.channels.reports import match_form  # noqa: PLC0415

        form = match_form(Import.objects.get(pk=one.pk))
        data = {bound.html_name: bound.value() for bound in form if bound.value() not in (None, "")}
        headers = {"HX-Request": "true"} if htmx else {}
        return browser.post(f"/imports/{one.pk}/match/", data | changes, headers=headers)

    return send


def test_the_guess_is_shown_with_the_first_rows_and_what_would_become_of_them(browser):
    page = browser.get(upload(browser).get_absolute_url()).text
    assert "Auf dem Markt, bei den Linden am Rathaus" in page
    assert '<option value="Langtext" selected>' in page
    assert "Would be new" in page
    assert not Idea.objects.exists()


def test_a_change_shows_the_rows_anew_and_loses_nothing(browser, sends):
    one = upload(browser)
    page = sends(one, htmx=True, **{"t0-title": "Kopf", "name": "rathaus"}).text
    assert page.lstrip().startswith("<section")
    assert re.search(r"<details[^>]* open[^>]*id=.table-1", page)  # what was opened stays open
    assert '<strong class="said">Ein Brunnen</strong>' in page
    assert 'value="rathaus"' in page
    page = sends(one, htmx=True, **{"t0-author": "Wann"}).text
    assert '<strong class="said">Ein Brunnen</strong>' in page
    assert 'value="rathaus"' in page


def test_without_script_the_form_leads_back_to_the_page(browser, sends):
    one = upload(browser)
    assert sends(one, **{"t0-title": "Kopf"}).url == one.get_absolute_url()


def test_headings_that_were_matched_once_are_matched_the_next_time(browser, sends, work):
    one = upload(browser)
    sends(one, **{"t0-title": "Kopf", "t0-body": "Langtext", "t0-key": "Ref", "name": "rathaus"})
    browser.post(f"/imports/{one.pk}/start/")
    work()
    assert Idea.objects.get().title == "Ein Brunnen"

    newer = TEXT.replace("Ref;Kopf;Langtext;Wann", "Wann;Ref;Kopf;Langtext").replace(
        "1;Ein Brunnen;Auf dem Markt, bei den Linden am Rathaus;13.02.2024",
        "13.02.2024;1;Zwei Brunnen;Auf dem Markt, bei den Linden am Rathaus",
    )
    two = upload(browser, newer, "etwas ganz anderes.csv")
    assert "Would change" in browser.get(two.get_absolute_url()).text
    browser.post(f"/imports/{two.pk}/start/")
    work()
    assert Idea.objects.get().title == "Zwei Brunnen"
    assert Mapping.objects.count() == 1


def test_a_table_that_nobody_can_guess_is_matched_by_hand(browser, sends):
    one = upload(browser, "x,y\n1,red\n2,round\n", "t.csv")
    page = browser.get(one.get_absolute_url())
    assert "Say which column is the title" in page.text
    assert browser.post(f"/imports/{one.pk}/start/").status_code != 302 or not Idea.objects.exists()
    assert '<strong class="said">red</strong>' in sends(one, htmx=True, **{"t0-title": "y"}).text


def test_the_order_of_day_and_month_is_shown_and_can_be_chosen(browser, sends):
    one = upload(browser, "id,title,date\n1,A bench,03/04/2024\n", "t.csv")
    assert "No row tells; read as day first" in browser.get(one.get_absolute_url()).text
    sends(one, **{"t0-order": "month"})
    actions.run(actions.start(Import.objects.get(pk=one.pk), by=one.by))
    assert Idea.objects.get().published_at.month == 3


def test_the_encoding_is_shown_and_can_be_chosen(browser, sends):
    one = upload(browser, "id,title\n1,Łąka\n".encode("cp1250"), "t.csv")
    page = sends(one, htmx=True, **{"encoding-0": "cp1250"}).text
    assert "Łąka" in page
    assert '<option value="cp1250" selected>' in page


def test_the_same_file_under_another_name_is_known(browser, work):
    one = upload(browser)
    browser.post(f"/imports/{one.pk}/start/")
    work()
    page = browser.get(upload(browser, name="other-name.csv").get_absolute_url()).text
    assert "You brought this in on" in page
    two = Import.objects.latest("pk")
    browser.post(f"/imports/{two.pk}/start/")
    work()
    two.refresh_from_db()
    assert (two.created, two.updated, two.unchanged) == (0, 0, 1)


def test_a_file_that_cannot_be_read_says_so_and_offers_another(browser):
    for data, said in (
        (b" \n", "empty"),
        (b"\x1f\x8b\x08abc", "unpack it first"),
        (b"PK\x03\x04broken", "cut off"),
    ):
        page = browser.get(upload(browser, data, "t.csv").get_absolute_url()).text
        assert said in page
        assert "Choose other files" in page


@override_settings(FOLKMOOT_MOST_UPLOADED=50_000)
def test_what_is_over_the_limit_is_refused_at_once_and_in_words(browser, mia):
    assert "together at most 48.8" in browser.get("/imports/into/garden/").text
    strict = Client(enforce_csrf_checks=True)  # as it is outside of tests: the form is read before any view
    strict.force_login(mia, backend="django.contrib.auth.backends.ModelBackend")
    strict.get("/imports/into/garden/")
    for sender in (browser, strict):
        large = SimpleUploadedFile("t.csv", b"id,title\n" + b"1,x\n" * 20_000)
        answer = sender.post("/imports/into/garden/", {"format": "csv", "files": [large]})
        assert answer.status_code == 413
        assert "larger than this place takes at once: at most 48.8" in answer.text
    assert not Import.objects.exists()


def test_whoever_may_manage_may_match_and_undo_and_nobody_else(cast, garden, browser):
    one = upload(browser)
    assert {name for name, person in cast.items() if rules.may_match(person, one)} == {"mia", "root"}
    actions.run(actions.start(one, by=one.by))
    one.refresh_from_db()
    assert {name for name, person in cast.items() if rules.may_undo(person, one)} == {"mia", "root"}


def test_a_plan_is_kept_as_it_was_said():
    plan = Plan.from_json(
        {"name": "a", "tables": {"f": {"kind": "replies", "columns": {"body": "x"}, "more": ["y"]}}}
    )
    assert Plan.from_json(plan.to_json()) == plan


@pytest.fixture
def table(tmp_path: Path) -> Path:
    (tmp_path / "t.csv").write_text("x,y,z\n1,red,03/04/2024\n2,round,04/05/2024\n")
    return tmp_path / "t.csv"


def test_by_command_columns_are_matched_with_map(db, table):
    call_command(
        "import",
        "csv",
        str(table),
        "--into",
        "g",
        "--map",
        "title=y",
        "--map",
        "given_at=z",
        "--map",
        "dates=month",
    )
    assert sorted(Idea.objects.values_list("title", "published_at__month")) == [("red", 3), ("round", 4)]


@pytest.mark.parametrize(
    ("pairs", "said"),
    [(["title=w"], "no column w"), (["colour=y"], "no field colour"), ([], "Say which column")],
)
def test_by_command_what_is_wrong_is_said_in_a_sentence(db, table, pairs, said):
    maps = [part for pair in pairs for part in ("--map", pair)]
    with pytest.raises(CommandError, match=said):
        call_command("import", "csv", str(table), "--into", "g", *maps)
    assert not Import.objects.exists() or not Idea.objects.exists()
