"""Whatever stands in it, every parser of the house answers within bounds, or refuses in its own words."""

from urllib.parse import quote_from_bytes

import pytest
from django.core import signing
from django.core.mail import EmailMessage
from django.http import Http404
from django.test import Client, RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.activity.telling import Told
from folkmoot.domains.channels.forms_of_tables import tables_in
from folkmoot.domains.channels.importers import NotThisFormat, Rejected, shelf
from folkmoot.domains.channels.tables import BadCell, BadLine
from folkmoot.domains.discussions.subjects import subject_for
from folkmoot.domains.ideas.forms import DraftForm, FilterForm, IdeaForm, PictureForm
from folkmoot.domains.notices.actions.writing import _subject
from folkmoot.domains.notices.grouping import grouped
from folkmoot.domains.notices.models import Notice
from folkmoot.domains.people import actions as people
from folkmoot.domains.people.models import ApiToken, digest
from folkmoot.kit import asking, events, limits, newcomers
from folkmoot.kit.answers import Refused
from folkmoot.kit.markdown import MOST_BYTES, clean_html, html_of, words
from folkmoot.kit.refs import load, ref
from folkmoot.site.backup.archive import Backup
from folkmoot.site.launch.problems import Problem

quick = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
asked_of_the_database = settings(quick, max_examples=60)
TEXT = st.text(st.characters(), max_size=300)
#: What the database can give back: no half of a pair (UTF-16), which may well be sent.
KEPT = st.text(max_size=300)
NASTY = st.one_of(
    TEXT,
    st.sampled_from(
        [
            "\x00",
            "9" * 40,
            "-1",
            "ideas.idea/",
            "ideas.idea/" + "9" * 30,
            "a.b/1",
            "people.person/1",
            "../..",
            "%00",
        ]
    ),
)
CELLS = st.text(st.sampled_from(list('abc1,;\t|"\n\r \x00é\u202e=')), max_size=200)
MARKS = st.text(
    st.sampled_from(list("<>/!-&;[](){}*_`~#|\"'=\\ \nabscriptonimg:0123x\x00\u202e")), max_size=800
)


@quick
@given(NASTY)
def test_any_cell_is_a_text_a_count_a_key_or_bad(tmp_path, text):
    file = tmp_path / "one.csv"
    file.write_text(f"a,b\n{text},x\n", errors="surrogatepass")
    for line in (line for table in tables_in(file) for line in table.lines()):
        if isinstance(line, BadLine):
            continue
        for read in (
            line.text,
            line.key,
            line.count,
            lambda column, at=line: at.moment(column, ["%Y-%m-%d"]),
        ):
            try:
                found = read("a")
            except BadCell:
                continue
            assert not isinstance(found, int) or 0 <= found < 2**31


@pytest.mark.parametrize("name", sorted(shelf.all()))
@settings(quick, max_examples=60)
@given(changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), CELLS), min_size=1, max_size=4))
def test_any_change_to_an_export_is_read_named_or_refused(tmp_path, name, changes):
    """The importer's own examples, with nonsense put into them."""
    importer = shelf.all()[name]()
    for files, _ in importer.examples:
        paths = []
        for file, text in files.items():
            for where, gone, new in changes:
                at = int(where * len(text))
                text = text[:at] + new + text[at + gone :]
            paths.append(tmp_path / file)
            paths[-1].write_text(text, errors="surrogatepass")
        try:
            rows = list(importer.read(paths))
        except NotThisFormat:
            continue
        assert len(rows) <= sum(
            path.read_bytes().count(b"\n") + path.read_bytes().count(b"\r") + 1 for path in paths
        )
        assert all(row.why if isinstance(row, Rejected) else row.where for row in rows)


@quick
@given(st.one_of(TEXT, MARKS))
def test_any_text_is_html_without_what_acts_or_refused(text):
    for read in (html_of, clean_html):
        try:
            made = read(text)
        except (Refused, ValueError):
            continue
        assert len(made) <= 60 * MOST_BYTES
        lowered = made.lower()
        assert "<script" not in lowered
        assert "<img" not in lowered
        assert " style=" not in lowered.replace("&lt;", "")  # as an attribute
        assert len(words(made).split()) <= 42


@quick
@given(st.lists(NASTY, max_size=5))
def test_any_pointer_means_a_thing_or_none(db, pointers):
    try:
        found = load(pointers)
    except (LookupError, ValueError):  # a label that no room has: doors say 404
        return
    assert all(ref(thing) == pointer for pointer, thing in found.items())


@asked_of_the_database
@given(NASTY)
def test_any_subject_that_is_sent_is_seen_or_not_there(ada, pointer):
    with pytest.raises(Http404):
        subject_for(ada, pointer)


@quick
@given(
    st.dictionaries(
        st.sampled_from(["q", "state", "sort", "title", "body", "email", "after", "alt", "page"]), NASTY
    )
)
def test_any_query_is_a_form_that_is_valid_or_says_why(data):
    for form in (FilterForm(data), IdeaForm(data), DraftForm(data), PictureForm(data)):
        if not form.is_valid():
            assert form.errors
        for value in form.cleaned_data.values():
            assert "\x00" not in str(value)


@asked_of_the_database
@given(
    st.sampled_from(["/ideas/", "/numbers/", "/insights/", "/communities/", "/themes/", "/moderation/log/"]),
    st.binary(max_size=200),
)
def test_any_bytes_after_the_question_mark_have_an_answer(db, path, data):
    raw = quote_from_bytes(data, safe=b"&=%+;[]".decode())
    answer = Client(raise_request_exception=False).get(path, query_params=None, QUERY_STRING=raw)
    assert answer.status_code < 500


@asked_of_the_database
@given(NASTY)
def test_any_token_opens_nothing(db, text):
    assert ApiToken.objects.filter(digest=digest(text.encode("utf-8", "replace").decode())).first() is None
    with pytest.raises(Refused):
        people.use_sign_in_link(text)


@quick
@given(st.one_of(NASTY, st.tuples(TEXT, TEXT, TEXT).map(":".join)))
def test_any_signed_name_that_is_not_ours_is_refused(name):
    with pytest.raises(signing.BadSignature):
        events.unsign(name)


@quick
@given(st.lists(st.tuples(KEPT, KEPT, st.sampled_from("abc")), min_size=1, max_size=6))
def test_any_words_are_one_line_of_a_mail(things):
    told = [Told(Notice(verb="x"), said, f"/{at}/", about, at) for said, about, at in things]
    subject = _subject(told, grouped(told))
    mail = EmailMessage(subject, "x", to=["a@example.org"])
    assert len(subject) <= 330
    assert mail.message().get_all("Subject")
    assert len(mail.message().get_all("To")) == 1


@quick
@given(NASTY)
def test_any_address_that_is_typed_or_sent_is_counted(text):
    assert limits.account_of(text) == limits.account_of(text.upper()) or not text.isascii()
    request = RequestFactory().get("/", headers={"X-Forwarded-For": text}, REMOTE_ADDR="127.0.0.1")
    assert asking.counted_as(asking.address_of(request)) == "127.0.0.1/32"
    assert isinstance(newcomers.holds_link(text), bool)


@settings(quick, max_examples=60)
@given(st.binary(max_size=3000))
def test_any_file_is_no_backup(tmp_path, data):
    file = tmp_path / "any.backup"
    file.write_bytes(data)
    with pytest.raises(Problem, match=r"backup|read"):
        Backup(file)
