"""Every operation for every role."""

import pytest
from django.db import transaction

from folkmoot.site.api import api

from .asking import HERE, ROLES, ask

#: Operation -> for each role, the answer for a thing of the open garden, and for one of the closed workshop.
TABLE = {
    "GET /me/": ([401, 200, 200, 200, 200, 200],) * 2,
    "GET /communities/": ([200] * 6,) * 2,
    "GET /communities/{slug}/": ([200] * 6, [404, 404, 404, 404, 200, 200]),
    "GET /ideas/": ([200] * 6, [404, 404, 404, 404, 200, 200]),
    "POST /ideas/": ([401, 201, 403, 201, 201, 201], [401, 404, 403, 404, 201, 201]),
    "GET /ideas/{pk}/": ([200] * 6, [404, 404, 404, 404, 200, 200]),
    "POST /ideas/{pk}/support/": ([401, 200, 403, 200, 200, 200], [401, 404, 403, 404, 403, 200]),
    "DELETE /ideas/{pk}/support/": ([401, 200, 403, 200, 200, 200], [401, 404, 403, 404, 200, 200]),
    "GET /ideas/{pk}/comments/": ([200] * 6, [404, 404, 404, 404, 200, 200]),
    "POST /ideas/{pk}/comments/": ([401, 201, 403, 201, 201, 201], [401, 404, 403, 404, 201, 201]),
}


def operations():
    paths = api.get_openapi_schema()["paths"].items()
    return [f"{method.upper()} {path.removeprefix(HERE)}" for path, found in paths for method in found]


def sent(operation, idea):
    """Method, address and body of a request that is right for this operation and this idea."""
    method, path = operation.split()
    address = path.format(pk=idea.pk, slug=idea.community.slug)
    if operation == "GET /ideas/":
        return method, f"{address}?community={idea.community.slug}", None
    if operation == "POST /ideas/":
        return method, address, {"community": idea.community.slug, "title": "Another", "body": "one"}
    return method, address, {"body": "I help."} if path.endswith("comments/") and method == "POST" else None


def test_every_operation_stands_in_the_table():
    assert set(operations()) == set(TABLE)


@pytest.mark.parametrize("operation", operations())
@pytest.mark.parametrize("n", [0, 1], ids=["open", "closed"])
def test_everybody_gets_the_answer_of_the_table(operation, n, tokens, bench, lathe):
    given = []
    for role in ROLES:
        with transaction.atomic():
            answer = ask(tokens[role], *sent(operation, (bench, lathe)[n]))
            transaction.set_rollback(True)
        given.append(answer.status_code)
        if answer.status_code >= 400:
            assert answer["Content-Type"] == "application/problem+json"
            said = answer.json()
            assert said["status"] == answer.status_code
            assert said["title"]
            assert said["detail"]
        else:
            assert "@" not in answer.text
    assert given == TABLE[operation][n]
