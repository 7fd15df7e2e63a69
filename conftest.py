"""The cast: a small named world for every test, the same that the demo shows; and the stream as tests read it."""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import pytest
from django.db import connection
from django.test import Client, override_settings
from django.utils import translation
from procrastinate.contrib.django import app
from pytest_django import DjangoDbBlocker

from folkmoot.activity import keeping
from folkmoot.activity.models import Activity
from folkmoot.domains.communities import actions as communities
from folkmoot.domains.communities.models import Community, Role
from folkmoot.domains.intelligence import encoding
from folkmoot.domains.intelligence.readers.e5 import E5Encoder
from folkmoot.domains.intelligence.readers.minilm import Encoder
from folkmoot.domains.people import actions as people
from folkmoot.domains.people.models import Person
from folkmoot.kit.refs import ref
from folkmoot.site import demo, known
from tests.house.world import furnish
from tests.worlds import Kept

DOMAIN = "example.org"


def person(name: str) -> Person:
    return people.meet(f"{name}@{DOMAIN}", name=name.capitalize())


@pytest.fixture(autouse=True)
def _in_the_language_of_the_place() -> Iterator[None]:
    """A page that was asked for in another language leaves its thread in that one."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _nothing_is_kept() -> Iterator[None]:
    """Each test has a world of its own, with numbers of its own; what is kept belongs to the one before."""
    yield
    keeping.shelf.clear()
    keeping.remembered.clear()
    encoding.recent.clear()


@pytest.fixture(scope="session", autouse=True)
def _files_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Two processes of tests tell the demo world at once, whose files have the same names."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files")):
        yield


@pytest.fixture
def nothing_grows_old(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests that count statements: what is kept for half a minute, or for one, is not asked anew in between."""
    monkeypatch.setattr(known, "EVERY", 3600)
    monkeypatch.setattr(keeping, "SECONDS", 3600)


@pytest.fixture(scope="session", autouse=True)
def _the_same_text_is_read_once() -> Iterator[None]:
    """A model says the same of the same text. Many tests tell the demo world; each process has it read once."""
    in_english, in_many_languages = Encoder.read, E5Encoder._encode
    vectors: dict[tuple[object, str], Any] = {}

    def read(self: Encoder, text: str) -> Any:
        if (self.longest, text) not in vectors:
            vectors[self.longest, text] = in_english(self, text)
        return vectors[self.longest, text]

    def encode(self: E5Encoder, texts: Sequence[str]) -> Any:
        fresh = [text for text in dict.fromkeys(texts) if ("e5", text) not in vectors]
        if fresh:
            vectors.update(zip((("e5", text) for text in fresh), in_many_languages(self, fresh), strict=True))
        return np.array([vectors["e5", text] for text in texts])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Encoder, "read", read)
        patch.setattr(E5Encoder, "_encode", encode)
        yield


@pytest.fixture
def ada(db: None) -> Person:
    """A member of the garden, full of ideas."""
    return person("ada")


@pytest.fixture
def ben(db: None) -> Person:
    """Another member of the garden."""
    return person("ben")


@pytest.fixture
def cleo(db: None) -> Person:
    """She moderates the garden."""
    return person("cleo")


@pytest.fixture
def dan(db: None) -> Person:
    """He is outside: signed in, but a member of nothing."""
    return person("dan")


@pytest.fixture
def eva(db: None) -> Person:
    """A partner: member of the workshop, which is by invitation."""
    return person("eva")


@pytest.fixture
def fay(db: None) -> Person:
    """She decides: a decision owner of the garden."""
    return person("fay")


@pytest.fixture
def mia(db: None) -> Person:
    """She manages the garden and the workshop."""
    return person("mia")


@pytest.fixture
def root(db: None) -> Person:
    """An administrator."""
    return people.make_administrator(f"root@{DOMAIN}")


@pytest.fixture
def garden(root: Person, mia: Person, ada: Person, ben: Person, cleo: Person, fay: Person) -> Community:
    """An open community."""
    garden = communities.found(by=root, name="The garden", slug="garden")
    communities.appoint(garden, by=root, person=mia, role=Role.MANAGER)
    communities.appoint(garden, by=mia, person=cleo, role=Role.MODERATOR)
    communities.appoint(garden, by=mia, person=fay, role=Role.DECISION_OWNER)
    for one in (ada, ben):
        communities.join(garden, by=one)
    return garden


@pytest.fixture
def workshop(root: Person, mia: Person, eva: Person) -> Community:
    """A community by invitation."""
    workshop = communities.found(by=root, name="The workshop", slug="workshop", joining="invitation")
    communities.appoint(workshop, by=root, person=mia, role=Role.MANAGER)
    token = communities.invite(workshop, by=mia, email=eva.email or "")
    communities.accept(token, by=eva)
    return workshop


@pytest.fixture
def cast(
    ada: Person, ben: Person, cleo: Person, dan: Person, eva: Person, fay: Person, mia: Person, root: Person
) -> dict[str, Person]:
    """Everybody by name, for rules that are walked by the whole cast."""
    return {
        "ada": ada,
        "ben": ben,
        "cleo": cleo,
        "dan": dan,
        "eva": eva,
        "fay": fay,
        "mia": mia,
        "root": root,
    }


@pytest.fixture
def happened(db: None) -> Callable[..., bool]:
    """Did this happen? ``happened("ideas.idea.published", object=idea)``"""

    def happened(verb: str, **things: Any) -> bool:
        pointers = {role: ref(thing) for role, thing in things.items()}
        return Activity.objects.filter(verb=verb, **pointers).exists()

    return happened


@pytest.fixture
def enter(client: Client) -> Callable[[Person], Client]:
    """The browser of somebody who is signed in."""

    def enter(who: Person) -> Client:
        client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return enter


@pytest.fixture
def work(db: None) -> Callable[[], list[str]]:
    """Do now, in this transaction, all that waits for the worker; returns the names of the jobs done.

    It runs the tasks themselves, but not the worker: what only a real worker can show is tested with one
    (folkmoot/site/tests).
    """
    return do_what_waits


def do_what_waits() -> list[str]:
    done: list[str] = []
    while jobs := waiting_jobs():
        for pk, name, args in jobs:
            with connection.cursor() as cursor:
                cursor.execute("update procrastinate_jobs set status = 'doing' where id = %s", [pk])
            app.tasks[name].func(**args)
            with connection.cursor() as cursor:
                cursor.execute("update procrastinate_jobs set status = 'succeeded' where id = %s", [pk])
            done.append(name)
        assert len(done) < 1000, "the jobs never end"
    return done


def waiting_jobs() -> list[tuple[int, str, dict[str, Any]]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, task_name, args::text from procrastinate_jobs where status = 'todo' order by id"
        )
        return [(pk, name, json.loads(args)) for pk, name, args in cursor.fetchall()]


@pytest.fixture(scope="session")
def _kept(django_db_blocker: DjangoDbBlocker) -> Kept:
    return Kept(django_db_blocker)


@pytest.fixture(scope="module", autouse=True)
def _a_world_ends_with_its_file(_kept: Kept) -> Iterator[None]:
    """Before a browser of the next file starts, whose event loop hides this thread's connection."""
    yield
    _kept.end()


@pytest.fixture(autouse=True)
def _each_sees_only_the_world_it_asked_for(request: pytest.FixtureRequest, _kept: Kept) -> None:
    if not {"demo_world", "furnished_world"} & set(request.fixturenames):
        _kept.end()


@pytest.fixture
def demo_world(django_db_setup: None, _kept: Kept) -> None:
    """The demo world when its jobs are done. Ask for it before anything else of the database."""

    def tell() -> None:
        demo.tell()
        do_what_waits()

    _kept.told("demo_world", tell)


@pytest.fixture
def furnished_world(django_db_setup: None, _kept: Kept) -> dict[str, Any]:
    """The same with one thing of each kind: their keys by the names that routes.txt uses."""
    return dict(_kept.told("furnished_world", lambda: furnish(do_what_waits)))
