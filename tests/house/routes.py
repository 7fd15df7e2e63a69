"""Own routes, the table of who gets which answer, and the walk that compares them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RoutePattern

from folkmoot.domains.people.models import Person

TABLE = Path(__file__).with_name("routes.txt")
ROLES = ("visitor", "dan", "eva", "ada", "ben", "cleo", "fay", "mia", "root")
BACKEND = "django.contrib.auth.backends.ModelBackend"
#: What brings its own pages and its own tests: the sign-in library, the API (its operations are walked by themselves).
THIRD_PARTY = ("account/", "api/")


@dataclass(frozen=True)
class Row:
    """One line of the table: a method on a route, with one thing in the address, and nine answers."""

    method: str
    route: str
    thing: str
    answers: tuple[str, ...]

    def __str__(self) -> str:
        head = f"{self.method:4} {self.route:36} {self.thing:12}"
        return head + " ".join(f"{answer:7}" for answer in self.answers).rstrip()


def table() -> list[Row]:
    """The rows of routes.txt. ValueError where one has not an answer for each role."""
    rows = []
    for line in TABLE.read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            method, route, thing, *answers = line.split()
            if len(answers) != len(ROLES):
                raise ValueError(f"{line}: {len(answers)} answers for {len(ROLES)} roles")
            rows.append(Row(method, route, thing, tuple(answers)))
    return rows


def own_routes() -> dict[str, str]:
    """Every route of the house by its name, with its pattern, such as ``ideas/<int:pk>/``."""
    return dict(_walk(get_resolver(), "", ""))


def _walk(resolver: URLResolver, before: str, namespace: str) -> Iterator[tuple[str, str]]:
    for one in resolver.url_patterns:
        pattern = before + str(one.pattern)
        if pattern.startswith(THIRD_PARTY):
            continue
        if isinstance(one, URLPattern):
            assert isinstance(one.pattern, RoutePattern), f"{pattern}: routes are written with path()"
            assert one.name, f"{pattern} has no name"
            yield f"{namespace}:{one.name}".lstrip(":"), pattern
        else:
            yield from _walk(one, pattern, one.namespace or namespace)


def address_of(route: str, things: dict[str, Any], thing: str) -> str:
    """The address of this route for that thing; one without a parameter needs none (``-``)."""
    parameters = re.findall(r"<(?:\w+:)?(\w+)>", own_routes()[route])
    found = things[thing]
    named = found if isinstance(found, dict) else dict.fromkeys(parameters, found)
    return reverse(route, kwargs=named if parameters else None)


def ask(client: Client, who: str, method: str, address: str, body: dict[str, Any]) -> HttpResponse:
    """What this role is answered. Nothing of it stays: the transaction is rolled back."""
    with transaction.atomic():
        client.logout()
        if who != "visitor":
            person = Person.objects.get(email=f"{who}@brightwater.example")
            client.force_login(person, backend=BACKEND)
        # To htmx a refusal is an answer of its own (403); to a form it is a message on the page before.
        asked = {} if method == "GET" else {"data": body, "headers": {"HX-Request": "true"}}
        answer: HttpResponse = getattr(client, method.lower())(address, **asked)
        transaction.set_rollback(True)
    return answer


def word_for(answer: HttpResponse) -> str:
    """The answer in one word of the table."""
    if answer.status_code in (301, 302):
        to = answer.headers["Location"]
        return "sign-in" if to.startswith("/account/") else "done"
    words = {
        200: "page",
        204: "done",
        403: "no",
        404: "none",
        405: "-",
        410: "gone",
        422: "check",
        429: "wait",
    }
    return words.get(answer.status_code, str(answer.status_code))
