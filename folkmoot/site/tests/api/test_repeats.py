"""A request that is sent again is done once, and answered alike."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connections, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.people.models import Person
from folkmoot.kit import repeats
from folkmoot.kit.models import KeptAnswer
from folkmoot.kit.subjects import erasers
from folkmoot.kit.tasks import forget_answers

from .asking import ask, token_for
from .operations import operations

NEW = {"community": "garden", "title": "A pond", "body": "*Wet*"}


def give(token, key, body=NEW, address="/ideas/"):
    return ask(token, "POST", address, body, **{"Idempotency-Key": key})


def test_what_is_sent_again_is_done_once_and_answered_alike(tokens):
    first, again = give(tokens["ada"], '"8e03978e"'), give(tokens["ada"], "8e03978e")
    assert first.status_code == again.status_code == 201
    assert (first.content, first["Content-Type"]) == (again.content, again["Content-Type"])
    assert Idea.objects.filter(title="A pond").count() == 1
    assert give(tokens["ada"], "another").json()["id"] != first.json()["id"]


def test_who_is_forgotten_takes_along_what_their_programs_were_answered(tokens, ada, mia):
    give(tokens["ada"], "one")
    give(tokens["mia"], "one")
    erase = next(one for one in erasers() if one.__module__ == "folkmoot.site.holdings")
    erase(ada, by=mia, takes_texts=True)
    (left,) = KeptAnswer.objects.all()
    assert b"Mia" in bytes(left.content)


def test_a_key_belongs_to_one_request(tokens):
    give(tokens["ada"], "one")
    other = give(tokens["ada"], "one", NEW | {"title": "A lake"})
    assert (other.status_code, other["Content-Type"]) == (422, "application/problem+json")
    assert give(tokens["ada"], "one", {"community": "garden"}, "/drafts/").status_code == 422
    assert not Idea.objects.filter(title="A lake").exists()


def test_a_key_belongs_to_one_person(tokens, ada):
    mine, hers = give(tokens["ada"], "one"), give(tokens["eva"], "one")
    assert (hers.status_code, hers.json()["author"]) == (201, "Eva")
    assert give(token_for(ada), "one").content == mine.content  # another token of the same person


def test_what_was_refused_did_nothing_and_may_be_sent_again(tokens, lathe, garden):
    address = f"/ideas/{lathe.pk}/support/"
    assert [give(tokens["eva"], "k", None, address).status_code for _ in range(2)] == [403, 403]
    assert give(tokens["ada"], "w", NEW | {"title": ""}).status_code == 422
    assert give(tokens["ada"], "w").status_code == 201
    assert KeptAnswer.objects.count() == 1


@pytest.mark.parametrize("key", ["", '""', "é", "x" * 256])
def test_what_can_be_no_key_is_refused(key, tokens):
    answer = give(tokens["ada"], key)
    assert (answer.status_code, answer.json()["status"]) == (400, 400)
    assert not Idea.objects.filter(title="A pond").exists()


def test_a_key_is_kept_for_a_day(tokens):
    give(tokens["ada"], "one")
    kept = KeptAnswer.objects.get()
    assert timedelta(hours=23) < kept.ends_at - timezone.now() <= timedelta(hours=24)
    KeptAnswer.objects.update(ends_at=timezone.now())
    assert give(tokens["ada"], "one").status_code == 201
    assert Idea.objects.filter(title="A pond").count() == 2
    forget_answers(0)
    assert KeptAnswer.objects.count() == 1
    KeptAnswer.objects.update(ends_at=timezone.now())
    forget_answers(0)
    assert not KeptAnswer.objects.exists()


def test_nothing_is_kept_where_the_process_dies_before_the_end(tokens, monkeypatch):
    def die(*_):
        raise SystemExit

    monkeypatch.setattr(repeats, "keep", die)
    with pytest.raises(SystemExit), transaction.atomic():
        give(tokens["ada"], "one")
    assert not Idea.objects.filter(title="A pond").exists()
    assert not KeptAnswer.objects.exists()


def test_every_operation_that_writes_takes_a_key():
    for name, said in operations().items():
        takes = "Idempotency-Key" in {one["name"] for one in said["parameters"]}
        assert takes == (not name.startswith("GET ")), name


def in_a_connection_of_its_own(work):
    """What it writes stays, so it must be taken away again."""

    def run():
        try:
            return work()
        finally:
            connections.close_all()

    return run


@pytest.mark.django_db
def test_while_the_first_still_runs_the_second_is_told_so():
    """Two connections: the second neither waits nor does it again, and hears the answer once it is there."""
    request = RequestFactory().post("/api/v1/ideas/", b"{}", content_type="application/json")
    request.user = Person(pk=int(uuid4()) % 10**12)
    begun, may_end = threading.Event(), threading.Event()

    def first():
        with transaction.atomic():
            name, earlier = repeats.take(request, "race")
            assert earlier is None
            begun.set()
            may_end.wait(20)
            repeats.keep(name, request, HttpResponse(b"done", status=201))
        return name

    def second():
        with transaction.atomic():
            return repeats.take(request, "race")

    with ThreadPoolExecutor(2) as threads:
        running = threads.submit(in_a_connection_of_its_own(first))
        assert begun.wait(20)
        try:
            with pytest.raises(repeats.StillRunning):
                threads.submit(in_a_connection_of_its_own(second)).result()
        finally:
            may_end.set()
        name = running.result()
        _name, earlier = threads.submit(in_a_connection_of_its_own(second)).result()
        forget = in_a_connection_of_its_own(lambda: KeptAnswer.objects.filter(key=name).delete()[0])
        assert threads.submit(forget).result() == 1
    assert (earlier.status_code, earlier.content) == (201, b"done")


def test_the_second_hears_a_problem_with_the_moment_to_ask_again(tokens, monkeypatch):
    def running(*_):
        raise repeats.StillRunning

    monkeypatch.setattr(repeats, "take", running)
    answer = give(tokens["ada"], "one")
    assert (answer.status_code, answer["Retry-After"]) == (409, "1")
    assert answer["Content-Type"] == "application/problem+json"
    assert not Idea.objects.filter(title="A pond").exists()
