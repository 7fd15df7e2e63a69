"""Put the data set of the peers into a running instance, by the actions that an import uses.

``python benchmarks/peers_seed.py DATA.json OUT.json``: categories become communities, topics ideas whose first post is
the body, posts comments (the first as well, so that a topic of 20 posts has 20 comments below its idea). Returns when
the worker has understood it all; but where it reads English texts once more among many languages, which takes it an
hour and changes no page that is measured, each that is left gets the vector of another text. OUT holds the ideas, and a
session and a topic to reply to for each of 16 members.
"""

import json
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils.text import slugify  # noqa: E402

from folkmoot.domains.communities import actions as communities  # noqa: E402
from folkmoot.domains.communities.models import Community  # noqa: E402
from folkmoot.domains.discussions.actions import bring_in as bring_in_comments  # noqa: E402
from folkmoot.domains.discussions.arrivals import ArrivedComment  # noqa: E402
from folkmoot.domains.ideas.actions import bring_in as bring_in_ideas  # noqa: E402
from folkmoot.domains.ideas.arrivals import ArrivedIdea  # noqa: E402
from folkmoot.domains.people import actions as people  # noqa: E402
from folkmoot.domains.people.models import Person  # noqa: E402

SOURCE = "peers"
SESSIONS = 16
NO_JOB = """select not exists (select from procrastinate_jobs where status = 'doing'
    or status = 'todo' and coalesce(scheduled_at, now()) <= now())"""
FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)
PATIENCE = 1800  # seconds
Row = TypeVar("Row")


def main(data_file: str, out_file: str) -> None:
    data = json.loads(Path(data_file).read_text())
    root = people.make_administrator("root@example.org")
    places = [communities.found(by=root, name=name, slug=slugify(name)) for name in data["categories"]]
    ideas = {key: pk for place in places for key, pk in seed_ideas(data, place, root, places)}
    for number, place in enumerate(places):
        seed_comments(data, place, root, number, ideas)
    texts = len(data["topics"]) + sum(len(topic["posts"]) for topic in data["topics"])
    wait_for("select count(*) >= %s from intelligence_understanding", [texts])
    wait_for("select exists (select from intelligence_understanding where vector_other is not null)", [])
    finish_reading_again()
    wait_for(NO_JOB, [])
    topics = [{"id": ideas[str(n)], "size": len(t["posts"])} for n, t in enumerate(data["topics"])]
    sessions = {name: session_of(join(name, places)) for name in data["users"][:SESSIONS]}
    Path(out_file).write_text(json.dumps({"topics": topics, "sessions": sessions}))


def seed_ideas(
    data: dict[str, Any], place: Community, root: Person, places: list[Community]
) -> Iterator[tuple[str, int]]:
    rows = [
        ArrivedIdea(
            source_id=str(number),
            title=topic["title"],
            body=topic["posts"][0][0],
            given_at=moment(number),
            author_id=data["users"][topic["posts"][0][1]],
        )
        for number, topic in enumerate(data["topics"])
        if places[topic["category"]] == place
    ]
    for part in parts(rows):
        yield from bring_in_ideas(part, by=root, community=place, source=SOURCE).keys.items()


def seed_comments(
    data: dict[str, Any], place: Community, root: Person, category: int, ideas: dict[str, int]
) -> None:
    rows = [
        ArrivedComment(
            source_id=f"{number}-{post}",
            subject=f"ideas.idea/{ideas[str(number)]}",
            body=text,
            said_at=moment(number) + timedelta(minutes=post),
            author_id=data["users"][author],
        )
        for number, topic in enumerate(data["topics"])
        if topic["category"] == category
        for post, (text, author) in enumerate(topic["posts"])
    ]
    for part in parts(rows):
        bring_in_comments(part, by=root, community=place, source=SOURCE)


def moment(number: int) -> datetime:
    return FIRST_DAY + timedelta(hours=2 * number)


def parts(rows: Sequence[Row], size: int = 500) -> Iterator[Sequence[Row]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))


def join(name: str, places: list[Community]) -> Person:
    person = people.meet(f"{name}@example.org", name=name)
    for place in places:
        communities.join(place, by=person)
    return person


def session_of(person: Person) -> str:
    store = SessionStore()
    store[SESSION_KEY], store[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store.save()
    return str(store.session_key)


def finish_reading_again() -> None:
    """Each text that is not yet read among many languages gets the vector of one that is."""
    with connection.cursor() as cursor:
        cursor.execute("""
            with known as (
                select array_agg(id order by id) as ids, count(*) as n from intelligence_understanding
                where vector_other is not null)
            update intelligence_understanding u
            set vector_other = other.vector_other, vector_other_model = other.vector_other_model
            from known, intelligence_understanding other
            where u.vector_other is null and u.vector is not null and other.id = known.ids[1 + u.id % known.n]""")


def wait_for(question: str, values: list[Any]) -> None:
    """Until the answer is yes for a few looks in a row. Raises SystemExit where it never is."""
    deadline, calm = time.monotonic() + PATIENCE, 0
    while calm < 5:
        if time.monotonic() > deadline:
            raise SystemExit(f"waited {PATIENCE} s: {question}")
        with connection.cursor() as cursor:
            cursor.execute(question, values)
            calm = calm + 1 if cursor.fetchone() == (True,) else 0
        time.sleep(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
