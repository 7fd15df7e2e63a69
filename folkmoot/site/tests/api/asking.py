"""A program that asks, for the tests of this folder."""

import json

from django.test import Client
from django.test.client import encode_multipart

from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.people.actions import make_token

HERE = "/api/v1"
ROLES = ("visitor", "dan", "ada, to read", "ada", "eva", "mia")


def token_for(person, *scopes):
    return make_token(person, name="A script", scopes=scopes or ("read", "write"), days=1)[1]


def ask(token, method, address, body=None, **headers):
    if token:
        headers["Authorization"] = f"Bearer {token}"
    data = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
    return Client().generic(method, HERE + address, headers=headers, **data)


def bring(token, address, form, boundary="a-line", **headers):
    """A form with files; ``boundary`` divides its parts, as every client does it otherwise."""
    return Client().generic(
        "POST",
        HERE + address,
        headers={"Authorization": f"Bearer {token}", **headers},
        data=encode_multipart(boundary, form),
        content_type=f"multipart/form-data; boundary={boundary}",
    )


def sheets(token, address, **asked):
    """All items of a list, one at a time."""
    cursor, found = "", []
    for _ in range(20):
        query = "&".join(f"{name}={value}" for name, value in {**asked, "cursor": cursor, "limit": 1}.items())
        said = ask(token, "GET", f"{address}?{query}").json()
        found += said["items"]
        if not (cursor := said["next"]):
            return found
    raise AssertionError("the sheets never end")


def published(community, by, title="A bench", body="In the *shade*"):
    return ideas.publish(ideas.draft(community, by=by, title=title, body=body), by=by)
