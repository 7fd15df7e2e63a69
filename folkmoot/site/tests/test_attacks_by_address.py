"""Attacks by what stands in an address, on every page of the house: no list of ours is left out."""

import csv
import re

import pytest

from folkmoot.kit import limits
from tests.house.routes import own_routes
from tests.house.world import who

from .attacking import acting, browser_of, pages, parameters_of, statements_without, text_of

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
MARK = "zq9"
STATEMENTS = [f"{MARK}' OR 1=1;--", f"-{MARK}__gt"]
SCRIPTS = [f"{MARK}' onclick='x\"><script>alert(1)</script>", f"javascript:alert('{MARK}')"]
STRANGE = ["\x00{user.__class__}", str(2**63), "\u202e%ff" + "[" * 500]
PLACES = ["//evil.example", "/\\evil.example", "https:evil.example", "\thttps://evil.example"]
PARTS = ["0", "9" * 25, str(2**63), "%00", "%ff", "%e2%80%ae", "..%2f..%2fetc", "a%0d%0ab", "x" * 9000]


@pytest.fixture
def things(furnished_world, db):
    return furnished_world


@pytest.fixture(autouse=True)
def without_limits(monkeypatch):
    """A walk asks more often than anybody may."""
    monkeypatch.setattr(limits, "limits_of", lambda _name: ())


def asked(things, values, *only):
    """Every page with each of its parameters (or these) set to each of these values: address and answer."""
    browser = browser_of(who("root"))
    for route, address in pages(things):
        for name in only or sorted(parameters_of(route, text_of(browser.get(address)))):
            for value in values:
                yield f"{address}?{name}={value}", browser.get(address, {name: value})


def test_15_no_word_of_an_address_stands_in_a_statement(things):
    with statements_without(MARK) as found:
        faults = [address for address, answer in asked(things, STATEMENTS) if answer.status_code >= 500]
    assert faults == []
    assert found == []


def test_12_no_word_of_an_address_acts_on_a_page(things):
    wrong = []
    for address, answer in asked(things, SCRIPTS):
        done = [one for one in acting(text_of(answer)) if MARK in one or "alert" in one]
        wrong += [(address, done)] if done or answer.status_code >= 500 else []
    assert wrong == []


def test_12_the_parser_of_these_tests_sees_what_acts():
    assert acting('<p onclick="x">') == ["p onclick=x"]
    assert len(acting("<script>alert(1)</script><a href=' JavaScript:x'>")) == 2
    assert acting("<script src='/static/x.js'></script><a href='/'>") == []


def test_46_no_strange_word_in_a_query_is_a_fault(things):
    faults = [
        (address, answer.status_code)
        for address, answer in asked(things, STRANGE)
        if answer.status_code >= 500
    ]
    assert faults == []


@pytest.mark.parametrize("part", PARTS)
def test_46_no_strange_part_of_an_address_is_a_fault(root, part):
    browser = browser_of(root)
    faults = []
    for pattern in own_routes().values():
        address = "/" + re.sub(r"<(?:\w+:)?\w+>", part, pattern)
        for method in ("get", "post"):
            answer = getattr(browser, method)(address)
            if answer.status_code >= 500:
                faults.append((method, address[:80], answer.status_code))
    assert faults == []


def test_28_no_next_leads_to_another_place(things):
    led = [
        address
        for address, answer in asked(things, PLACES, "next", "url")
        if answer.status_code in (301, 302) and "evil.example" in answer.headers["Location"].partition("?")[0]
    ]
    assert led == []


def test_36_every_page_forbids_frames_and_tells_nobody_where_it_was(things):
    browser = browser_of(who("root"))
    for route, address in pages(things):
        if route == "ideas:card":
            continue  # made to be shown elsewhere: ideas/tests/test_embedding.py
        answer = browser.get(address, headers={"Origin": "https://evil.example"})
        assert answer.headers["X-Frame-Options"] == "DENY", address
        assert answer.headers["Referrer-Policy"] == "same-origin", address
        assert answer.headers["X-Content-Type-Options"] == "nosniff", address
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin", address
        policy = answer.headers["Content-Security-Policy"]
        is_file = policy == "sandbox; default-src 'none'"
        assert is_file or "frame-ancestors 'none'" in policy, address
        assert "unsafe" not in policy, address
        assert not [name for name in answer.headers if name.lower().startswith("access-control")], address


def test_36_a_link_in_another_window_gives_no_hold_of_our_page(things):
    browser = browser_of(who("root"))
    links = {link for _, at in pages(things) for link in re.findall(r"<a [^>]*>", text_of(browser.get(at)))}
    assert links
    assert [link for link in links if 'target="' in link and "noopener" not in link] == []


def test_33_no_cell_of_a_table_begins_as_a_formula(things):
    browser = browser_of(who("root"))
    tables, formulas = set(), []
    for route, address in pages(things):
        answer = browser.get(address)
        if answer.headers.get("Content-Type", "").startswith("text/csv"):
            tables.add(route)
            for row in csv.reader(text_of(answer).splitlines()):
                formulas += [(address, cell) for cell in row if re.match(r"\s*[=+@\t\r-](?![\d.]+$)", cell)]
    assert tables >= {"people:audit_csv", "metrics:export", "moderation:log_csv"}
    assert formulas == []
