"""Attacks by what is sent: fields that no form has, words that no field expects, votes where none is due."""

import json
from urllib.parse import quote_from_bytes, urlencode

import pytest
from django.apps import apps
from django.core import mail
from django.db import connection, models, transaction

from folkmoot.domains.communities import actions as communities
from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.ideas.models import Idea, Support
from folkmoot.domains.moderation import actions as moderation
from folkmoot.kit import limits, markdown
from folkmoot.kit.answers import Refused
from folkmoot.kit.refs import ref
from tests.house.routes import ROLES, address_of, table
from tests.house.world import BODIES, who

from .attacking import HOUSE, browser_of

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
MARK = "zq9mass"
ROOMS = sorted(p.name for p in (HOUSE / "domains").iterdir() if (p / "models.py").exists())
DONE = ("done", "page", "check")
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def things(furnished_world, db):
    return furnished_world


@pytest.fixture(autouse=True)
def without_limits(monkeypatch):
    monkeypatch.setattr(limits, "limits_of", lambda _name: ())


def forms(things):
    """Each form of the table that somebody may send: its route, address, body, and who it is."""
    for row in table():
        names = [name for name, answer in zip(ROLES, row.answers, strict=True) if answer in DONE]
        if row.method == "POST" and row.thing in things and names and names != ["visitor"]:
            name = next(one for one in reversed(names) if one != "visitor")
            body = BODIES.get((row.route, row.thing), BODIES.get(row.route, {}))
            yield (
                row.route,
                address_of(row.route, things, row.thing),
                body(things) if callable(body) else body,
                name,
            )


def sent(address, body, name, **options):
    """The answer to this form; nothing of it stays."""
    with transaction.atomic():
        answer = browser_of(who(name)).post(address, body, **options)
        transaction.set_rollback(True)
    return answer


# 17: fields that no form has


def fields_of_models():
    """Every column of every room, with a value that would be seen where it arrived."""
    values = {}
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models():
            for field in model._meta.concrete_fields:
                values[field.name] = values[field.attname] = _value(field)
    return values


def _value(field):
    if isinstance(field, models.DateTimeField):
        return "1999-09-09T09:09:09Z"
    if isinstance(field, models.DateField):
        return "1999-09-09"
    if isinstance(field, models.BooleanField):
        return "on"
    return MARK if isinstance(field, models.CharField | models.TextField) else "987654321"


def fields_of_forms(route):
    """What the forms of a room do take; read from its code, for some read a field by itself."""
    room = HOUSE / "domains" / route.partition(":")[0]
    files = [f for f in room.rglob("*.py") if f.stem == "forms" or "views" in f.parts or f.stem == "views"]
    return "\n".join(file.read_text() for file in files)


def tables_with(*words):
    """The tables of ours in which one of these words stands."""
    found = []
    with connection.cursor() as cursor:
        for room in ROOMS:
            for model in apps.get_app_config(room).get_models():
                table = connection.ops.quote_name(model._meta.db_table)
                cursor.execute(
                    f"select 1 from {table} t where t::text like any(%s) limit 1", [[f"%{w}%" for w in words]]
                )
                found += [table] if cursor.fetchone() else []
    return found


def test_17_a_form_takes_no_field_that_it_does_not_show(things):
    """Every form is sent with every column of every table: state, owner, counts, roles, moments."""
    everything = fields_of_models()
    assert {"state", "author", "is_administrator", "support_count", "published_at", "role"} <= set(everything)
    arrived = {}
    for route, address, body, name in forms(things):
        code = fields_of_forms(route)
        extra = {
            key: value
            for key, value in everything.items()
            if f'"{key}"' not in code and f"    {key} = " not in code
        }
        with transaction.atomic():
            answer = browser_of(who(name)).post(address, extra | body)
            found = tables_with(MARK, "1999-09-09", "987654321")
            with_extra = rights()
            transaction.set_rollback(True)
        with transaction.atomic():
            browser_of(who(name)).post(address, body)
            without = rights()
            transaction.set_rollback(True)
        assert answer.status_code < 500, route
        if found or with_extra != without:
            arrived[route] = found or (with_extra, without)
    assert arrived == {}


def rights():
    """Who is what, and how things stand: what somebody would want to change."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) filter (where is_administrator), count(*) filter (where is_active) from people_person"
            " union all select count(*), count(distinct role) from communities_membership"
            " union all select sum(support_count), count(distinct state) from ideas_idea"
        )
        return cursor.fetchall()


# 46: words that no field expects; 14: more of them than anybody reads

STRANGE = {
    "nul": b"a\x00b",
    "surrogate": b"\xed\xa0\x80",
    "right to left": "\u202egnp.exe".encode(),
    "no utf-8": b"\xff\xfe",
    "huge number": b"9" * 30,
    "int64": str(2**63).encode(),
    "deep json": b"[" * 20_000,
    "no decimal": "²".encode(),
    "format": b"{user.__class__}{{7*7}}{%x%}%(x)s",
}


def test_46_no_strange_word_in_a_field_is_a_fault(things):
    faults = []
    for route, address, body, name in forms(things):
        for kind, value in STRANGE.items():
            strange = "&".join(f"{field}={quote_from_bytes(value)}" for field in body or ["x"])
            answer = sent(address, strange, name, content_type=FORM)
            faults += [(route, kind, answer.status_code)] if answer.status_code >= 500 else []
    assert faults == []


def test_46_no_field_alone_is_a_fault(things):
    """One strange field beside good ones: else the first that is refused would hide the others."""
    faults = []
    for route, address, body, name in forms(things):
        for field in body:
            for value in ("a\x00b", str(2**63), "\ud800", "²", "x" * 30_000):
                strange = urlencode({**body, field: value.encode("utf-8", "surrogatepass")}, doseq=True)
                answer = sent(address, strange, name, content_type=FORM)
                if answer.status_code >= 500:
                    faults.append((route, field, value[:9], answer.status_code))
    assert faults == []


def test_46_no_body_of_another_kind_is_a_fault(things):
    deep = json.dumps({"title": 1})[:-1] + "[" * 90_000
    kinds = ["application/json", "text/plain", "multipart/form-data", "multipart/form-data; boundary=x"]
    faults = [
        (route, kind, answer.status_code)
        for route, address, _, name in forms(things)
        for kind in kinds
        if (answer := sent(address, deep, name, content_type=kind)).status_code >= 500
    ]
    assert faults == []


BOMBS = {
    "deep": "<div>" * 3000,
    "brackets": "[" * 9000,
    "quotes": "> " * 4000,
    "stars": "*a_" * 3000,
    "long": "x" * 500_000,
}


def test_14_a_bomb_is_refused_before_anything_reads_it(things, monkeypatch):
    """The bound is asked first: the cleaner of HTML, which is quadratic, never sees more than it may."""
    seen = []
    clean = markdown.nh3.clean
    monkeypatch.setattr(
        markdown.nh3, "clean", lambda text, *a, **k: seen.append(len(text)) or clean(text, *a, **k)
    )
    faults = []
    for route, address, body, name in forms(things):
        for field in [one for one in body if one in ("body", "reason", "words", "summary", "text")]:
            for bomb in BOMBS.values():
                answer = sent(address, {**body, field: bomb}, name)
                faults += [(route, answer.status_code)] if answer.status_code >= 500 else []
    assert faults == []
    assert max(seen, default=0) <= 10 * markdown.MOST_BYTES  # of Markdown with many tags


# 18, 19: votes


@pytest.mark.parametrize(
    "how", ["draft", "withdrawn", "answered", "hidden", "held", "locked", "own", "private"]
)
def test_19_a_vote_where_none_is_due_is_not_counted(garden, workshop, ada, ben, eva, cleo, fay, enter, how):
    place, author = (workshop, eva) if how == "private" else (garden, ben if how == "own" else ada)
    idea = ideas.draft(place, by=author, title="A bench", body="https://a.example" if how == "held" else "")
    if how != "draft":
        idea = ideas.publish(idea, by=author)
    if how == "withdrawn":
        ideas.withdraw(idea, by=author, reason="No.")
    if how == "answered":
        ideas.move(idea, by=fay, state="accepted")
    if how in ("hidden", "locked"):
        getattr(moderation, "hide" if how == "hidden" else "lock")([ref(idea)], by=cleo, reason="other")
    assert enter(ben).post(f"/ideas/{idea.pk}/support/").status_code in (302, 404)
    idea.refresh_from_db()
    assert (Support.objects.count(), idea.support_count) == (0, 0)


def test_19_a_vote_is_taken_back_once(garden, ada, ben, enter):
    idea = ideas.publish(ideas.draft(garden, by=ada, title="A bench"), by=ada)
    browser = enter(ben)
    for press in ("support", "unsupport", "unsupport", "unsupport"):
        browser.post(f"/ideas/{idea.pk}/{press}/")
    assert Idea.objects.get(pk=idea.pk).support_count == 0


# 38: offices


def test_38_an_office_is_no_key_to_what_is_not_given(garden, ada, cleo, fay, mia, root, enter):
    """A draft is its author's own affair: for moderators, managers and administrators too."""
    draft = ideas.draft(garden, by=ada, title="A thought")
    for person in (cleo, fay, mia, root):
        browser = enter(person)
        for path in ("", "edit/", "attach/", "publish/", "withdraw/", "revise/"):
            assert browser.get(f"/ideas/{draft.pk}/{path}").status_code in (404, 405)
            assert browser.post(f"/ideas/{draft.pk}/{path}", {"title": "Mine"}).status_code in (404, 405)
        with pytest.raises(Refused):
            moderation.hide([ref(draft)], by=person, reason="other")


def test_38_nobody_decides_on_what_is_their_own(garden, cleo, mia):
    hers = ideas.publish(ideas.draft(garden, by=cleo, title="A bench"), by=cleo)
    with pytest.raises(Refused):
        ideas.hide(hers, by=cleo, reason="other")
    with pytest.raises(Refused):
        ideas.support(hers, by=cleo)
    with pytest.raises(Refused):
        communities.unblock(cleo, by=cleo, community=garden)


def test_38_nobody_gives_themselves_an_office(garden, ada, cleo, ben, enter):
    for person in (ada, cleo):
        for role in ("manager", "moderator", "decision_owner"):
            enter(person).post("/communities/garden/appoint/", {"email": person.email, "role": role})
    assert not garden.has(ada, "manager", "moderator", "decision_owner")
    assert not garden.has(cleo, "manager", "decision_owner")


# 47: headers of mail


@pytest.mark.parametrize(
    "title", ["A bench\r\nBcc: all@example.org", "A bench\nContent-Type: text/html\n\n<b>"]
)
def test_47_no_word_becomes_a_header_of_a_mail(garden, ada, ben, client, mailoutbox, work, title):
    client.post("/ideas/in/garden/draft/", {"title": title, "body": title, "email": "new@example.org"})
    idea = ideas.publish(ideas.draft(garden, by=ada, title=title), by=ada)
    discussions.post(idea, by=ben, community=garden, body=title)
    work()
    assert mail.outbox
    for one in mail.outbox:
        sent_ = one.message()
        assert "all@example.org" not in f"{sent_['Bcc']} {sent_['To']} {sent_['Cc']}"
        assert len(sent_.get_all("Subject")) == len(sent_.get_all("Content-Type")) == 1
        assert "\n" not in one.subject
