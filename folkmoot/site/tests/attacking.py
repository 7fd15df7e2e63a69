"""What attack tests share: every address of the house in the demo world, and what is asked of it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from django.db import connection
from django.test import Client

from tests.house.routes import address_of, own_routes, table

HOUSE = Path(__file__).parents[2]
LEADING = ("href", "src", "action", "formaction")


def pages(things: dict[str, Any]) -> list[tuple[str, str]]:
    """One address of each page: of those that the table of routes names, and of those without a parameter."""
    found = {route: f"/{pattern}" for route, pattern in own_routes().items() if "<" not in pattern}
    for row in table():
        if row.method == "GET" and row.thing in things:
            found.setdefault(row.route, address_of(row.route, things, row.thing))
    return sorted(one for one in found.items() if "/events/" not in one[1])


def parameters_of(route: str, page: str) -> set[str]:
    """What may stand in the query of this page: fields of its forms, names in its links, names its room reads."""
    room = HOUSE / "domains" / route.partition(":")[0]
    code = "\n".join(file.read_text() for file in room.rglob("*.py") if "tests" not in file.parts)
    read = re.findall(r'GET(?:\.get|\.getlist)?[\[(]"(\w+)"', code)
    linked = re.findall(r"[?&](?:amp;)?(\w+)=", page)
    fields = re.findall(r'<(?:input|select)[^>]* name="(\w+)"', page)
    return {*read, *linked, *fields, "page"} - {"csrfmiddlewaretoken"}


@contextmanager
def statements_without(*words: str) -> Iterator[list[str]]:
    """While this lasts no word may stand in the text of a statement: words of people travel beside it."""
    found: list[str] = []

    def look(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        found.extend(str(sql) for word in words if word in str(sql))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield found


class Acting(HTMLParser):
    """What of a page would act: event handlers, scripts without a file, addresses that are scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if (
            tag == "script"
            and "src" not in named
            and named.get("type") not in ("application/json", "application/ld+json")
        ):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            is_script = re.match(r"\s*(javascript|data:text|vbscript)", value or "", re.IGNORECASE)
            if name.startswith("on") or name == "srcdoc" or (is_script and name in LEADING):
                self.found.append(f"{tag} {name}={value}")


def acting(page: str) -> list[str]:
    parser = Acting()
    parser.feed(page)
    return parser.found


def text_of(answer: Any) -> str:
    return "" if answer.streaming else answer.content.decode(errors="replace")


def browser_of(person: Any) -> Client:
    browser = Client(raise_request_exception=False)
    browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return browser
