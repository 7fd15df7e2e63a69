"""A program that asks, for the tests of this folder."""

import json

from django.test import Client

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


def published(community, by, title="A bench", body="In the *shade*"):
    return ideas.publish(ideas.draft(community, by=by, title=title, body=body), by=by)
