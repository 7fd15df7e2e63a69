"""A program gets the fields that it asks for, and pays for no others."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from folkmoot.activity import keeping

from .asking import HERE, ask
from .operations import operations

READS = [
    name.removeprefix("GET ")
    for name, said in operations().items()
    if name.startswith("GET ") and "application/json" in said["responses"][200]["content"]
]


def test_a_list_holds_the_fields_that_were_asked_for(tokens, bench):
    answer = ask(tokens["ada"], "GET", "/ideas/?fields=id,title")
    assert answer.json() == {"items": [{"id": bench.pk, "title": "A bench"}], "next": ""}
    assert answer["Content-Type"].startswith("application/vnd.folkmoot.part+json")
    assert ask(tokens["ada"], "GET", "/ideas/?fields=id&fields=title").json() == answer.json()


def test_a_thing_holds_the_fields_that_were_asked_for(tokens, bench):
    assert ask("", "GET", f"/ideas/{bench.pk}/?fields=state").json() == {"state": "live"}
    assert ask(tokens["ada"], "GET", "/me/?fields=name").json() == {"name": "Ada"}


@pytest.mark.parametrize("asked", ["nonsense", "id,password", "author.email", "next"])
def test_a_field_that_is_not_there_is_named(asked, bench):
    answer = ask("", "GET", f"/ideas/?fields={asked}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["where"] == f"query.fields.{asked.split(',')[-1]}"


def test_what_is_not_asked_for_costs_no_statement(tokens, bench):
    def statements(address):
        with CaptureQueriesContext(connection) as asked:
            assert ask(tokens["ada"], "GET", address).status_code == 200
        return len(asked)

    statements("/numbers/")  # the first use of a token is noted
    keeping.remembered.clear()
    few = statements("/numbers/?fields=name,version")
    keeping.remembered.clear()
    assert few < statements("/numbers/")


@pytest.mark.parametrize("path", READS)
def test_every_operation_that_reads_names_its_fields(path, tokens, bench):
    said = operations()[f"GET {path}"]["parameters"]
    names = next(one for one in said if one["name"] == "fields")["schema"]["items"]["enum"]
    assert names
    address = path.format(pk=bench.pk, slug="garden", name="time_to_answer", kind="terms")
    query = (
        "?q=x&text=x&name=x&" if {"search", "look-alikes", "unclaimed-authors"} & {*path.split("/")} else "?"
    )
    answer = ask(tokens["mia"], "GET", f"{address}{query}fields={','.join(names)}")
    assert answer.status_code in (200, 403, 404), (HERE, answer.content)
