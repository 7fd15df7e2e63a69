"""Every operation of the API, the table of who gets which answer, and the walk that compares them."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from folkmoot.domains.people.actions import make_token
from folkmoot.site.api import api
from tests.house.world import a_picture, a_table, who

from .asking import HERE

TABLE = Path(__file__).with_name("operations.txt")
ROLES = ("visitor", "dan", "eva", "ada", "ben", "cleo", "fay", "mia", "root")
PLACES = ("pk", "slug", "name", "kind", "purpose")
SCOPES = ("read", "write", "moderate")


@dataclass(frozen=True)
class Row:
    """One line of the table: an operation, the thing in its address, and nine answers."""

    method: str
    path: str
    thing: str
    answers: tuple[str, ...]

    @property
    def operation(self) -> str:
        return f"{self.method} {self.path}"

    def __str__(self) -> str:
        return f"{self.method:6} {self.path:42} {self.thing:10} " + " ".join(self.answers)


def table() -> list[Row]:
    rows = []
    for line in TABLE.read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            method, path, thing, *answers = line.split()
            if len(answers) != len(ROLES):
                raise ValueError(f"{line}: {len(answers)} answers for {len(ROLES)} roles")
            rows.append(Row(method, path, thing, tuple(answers)))
    return rows


def operations() -> dict[str, dict[str, Any]]:
    """What the schema says of each, by method and path."""
    paths = api.get_openapi_schema()["paths"].items()
    return {
        f"{method.upper()} {path.removeprefix(HERE)}": said
        for path, found in paths
        for method, said in found.items()
    }


def tokens() -> dict[str, str]:
    """One for each role, for everything."""
    made = {"visitor": ""}
    for name in ROLES[1:]:
        made[name] = make_token(who(name), name="A script", scopes=SCOPES, days=1)[1]
    return made


def address_of(row: Row, things: dict[str, Any]) -> str:
    named = things[row.thing]
    named = named if isinstance(named, dict) else dict.fromkeys(PLACES, named)
    return row.path.format(**named) + QUERIES.get(row.operation, lambda things: "")(things)


def answer(row: Row, things: dict[str, Any], token: str, **headers: str) -> HttpResponse:
    """What the bearer of a token gets; nothing of it stays."""
    if token:
        headers["Authorization"] = f"Bearer {token}"
    body = BODIES.get((row.operation, row.thing)) or BODIES.get(row.operation)
    body = body(things) if callable(body) else body
    data = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
    if row.operation in FORMS:
        form = FORMS[row.operation](things)
        data = {"data": encode_multipart(BOUNDARY, form), "content_type": MULTIPART_CONTENT}
    with transaction.atomic():
        given = Client().generic(row.method, HERE + address_of(row, things), headers=headers, **data)
        transaction.set_rollback(True)
    return given


def _idea(things: dict[str, Any]) -> str:
    return f"ideas.idea/{things['idea']}"


QUERIES: dict[str, Any] = {
    "GET /search/": lambda things: "?q=water",
    "GET /look-alikes/": lambda things: "?text=water",
    "GET /unclaimed-authors/": lambda things: "?name=e",
    "GET /imports/{pk}/rejected/file/": lambda things: "?table=old-forum.csv",
}
#: What is sent as a form with files.
FORMS: dict[str, Any] = {
    "POST /ideas/{pk}/pictures/": lambda things: {"file": a_picture(), "alt": "A bench under a tree"},
    "POST /imports/": lambda things: {"community": "households", "format": "csv", "files": a_table()},
}
#: What is sent, by operation, or by operation and thing.
BODIES: dict[Any, Any] = {
    "PUT /me/name/": {"name": "Somebody Else"},
    "POST /communities/": {"name": "New ground", "joining": "invitation"},
    "POST /communities/{slug}/invitations/": {"email": "somebody@example.org"},
    "POST /communities/{slug}/roles/": {"email": "somebody@example.org", "role": "moderator"},
    "POST /ideas/": {"community": "households", "title": "Another", "body": "one"},
    ("POST /ideas/", "trials"): {"community": "trials", "title": "Another", "body": "one"},
    "POST /drafts/": {"community": "households"},
    ("POST /drafts/", "trials"): {"community": "trials"},
    "PUT /ideas/{pk}/draft/": {"title": "Thought", "body": ""},
    "POST /ideas/{pk}/versions/": {"title": "A better bench", "body": "With a back."},
    "POST /ideas/{pk}/withdraw/": {"reason": "I thought again."},
    "POST /ideas/{pk}/merges/": lambda things: {"into": things["idea"], "reason": "Both are."},
    "POST /ideas/{pk}/comments/": {"body": "I help."},
    "POST /ideas/{pk}/answers/": {"outcome": "accepted", "reason": "It is right."},
    "PUT /insights/{pk}/draft/": {"reason": "Thinking."},
    "POST /insights/{pk}/answers/": {"decision": "accepted", "reason": "It is right."},
    "POST /insights/{pk}/delivery/steps/": {"stage": "doing", "percent": 60, "note": "Half of it runs."},
    "POST /insights/{pk}/give/": lambda things: {
        "owner": things["fay"],
        "due_on": things["soon"].isoformat(),
    },
    "POST /insights/{pk}/hand-over/": lambda things: {"to": things["mia"], "reason": "It is hers."},
    "POST /insights/{pk}/measurements/": {
        "what": "Calls",
        "before": 9,
        "after": 3,
        "unit": "a day",
        "source": "The log.",
    },
    "POST /insights/{pk}/opportunities/": {"who": "Gardeners", "need": "water in July"},
    "POST /opportunities/{pk}/link/": lambda things: {"insight": things["waiting"]},
    "POST /opportunities/{pk}/settle/": {"state": "taken", "because": "It is worth it."},
    "POST /me/decisions/{pk}/appeal/": {"words": "It sells nothing."},
    "POST /moderation/appeals/{pk}/uphold/": {"answer": "It does."},
    "POST /moderation/appeals/{pk}/overturn/": {"answer": "It does not."},
    "PUT /themes/{pk}/name/": {"name": "Water"},
    "POST /following/": lambda things: {"thing": f"ideas.idea/{things['mine']}"},
    ("POST /following/", "secret"): lambda things: {"thing": f"ideas.idea/{things['secret']}"},
    "PUT /numbers/{name}/target/": lambda things: {
        "community": things["household"],
        "value": 5,
        "by_day": things["soon"].isoformat(),
    },
    "POST /flags/": lambda things: {"thing": _idea(things), "reason": "spam"},
    ("POST /flags/", "secret"): lambda things: {"thing": f"ideas.idea/{things['secret']}", "reason": "spam"},
    "POST /moderation/hide/": lambda things: {"things": [_idea(things)], "reason": "spam"},
    "POST /moderation/lock/": lambda things: {"things": [_idea(things)], "reason": "spam"},
    "POST /moderation/restore/": lambda things: {"things": [f"ideas.idea/{things['hidden']}"]},
    "POST /moderation/let-pass/": lambda things: {"things": [_idea(things)]},
    "POST /moderation/unlock/": lambda things: {"things": [_idea(things)]},
    "POST /webhooks/": {"name": "Chat", "address": "https://chat.example.org/", "community": "households"},
    ("POST /webhooks/", "trials"): {
        "name": "Chat",
        "address": "https://chat.example.org/",
        "community": "trials",
    },
    "PUT /webhooks/{pk}/": {"name": "Chat", "address": "https://chat.example.org/"},
    "POST /webhooks/{pk}/replay/": {},
    "POST /programmes/": {
        "playbook": "challenge",
        "title": "Water 2027",
        "communities": [{"key": "solvers", "name": "Solvers"}],
    },
    "PUT /programmes/{pk}/title/": {"title": "Start-ups 2028"},
    "POST /moderation/blocks/": lambda things: {
        "person": things["ben"],
        "community": "households",
        "reason": "spam",
    },
    "POST /themes/{pk}/merge/": lambda things: {"into": things["another theme"]},
    "POST /themes/{pk}/split/": lambda things: {"items": [things["member"]], "name": "A part"},
    "POST /theme-items/{pk}/move/": lambda things: {"to": things["another theme"]},
    "PUT /understandings/{pk}/language/": {"language": "en"},
    "PUT /understandings/{pk}/sentiment/": {"sentiment": "neutral"},
    "POST /themes/{pk}/insights/": lambda things: {
        "title": "Again",
        "contradicting": "None found.",
        "owner": things["fay"],
    },
    "POST /insights/": lambda things: {
        "community": "households",
        "things": [{"thing": _idea(things)}],
        "title": "Again",
        "contradicting": "None found.",
        "owner": things["fay"],
    },
    "POST /highlights/": lambda things: {
        "thing": _idea(things),
        "quote": things["word"],
        "codes": ["water"],
    },
    "POST /highlights/{pk}/attach/": lambda things: {"insight": things["waiting"]},
    "POST /calendar/": {"days": [{"on": "2027-05-06", "name": "A day of our own"}]},
    "POST /calendar/fill/": {"country": "ES", "year": 2027},
    "PUT /calendar/week/": {"weekdays": [5, 6]},
    "PUT /communities/{slug}/clock/": {"days_to_answer": 10, "days_to_escalation": 5},
    "PUT /imports/{pk}/plan/": {
        "name": "voices",
        "day": "2026-01-01",
        "tables": [{"kind": "ideas", "columns": {"title": "Vorschlag", "body": "Begründung"}}],
    },
    "POST /claims/": lambda things: {"author": things["author"], "words": "It was me."},
    "POST /claims/{pk}/refuse/": {"because": "It was somebody else."},
    "POST /conflicts/{pk}/take/": {},
    "POST /conflicts/{pk}/keep/": {},
    "PUT /notices/preferences/": {
        "occasions": [{"occasion": "talk", "pace": "daily", "is_pushed": True}],
        "digest_hour": 8,
        "digest_weekday": 0,
    },
}
