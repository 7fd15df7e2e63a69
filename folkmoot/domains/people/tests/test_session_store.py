"""Sessions open what they opened with Django's own store, and nothing else."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from folkmoot.domains.people.models import Person, came_along
from folkmoot.domains.people.session_store import SessionStore, bearers


@pytest.fixture
def kept(db):
    store = SessionStore()
    store["word"] = "tea"
    store.save()
    return store


def test_a_key_opens_its_session(kept):
    assert SessionStore(kept.session_key)["word"] == "tea"


@pytest.mark.parametrize("key", ["k" * 32, "short", ""])
def test_a_key_of_nobody_opens_nothing_and_is_forgotten(db, key):
    store = SessionStore(key)
    assert store.get("word") is None
    assert store.session_key is None


def test_a_session_that_ran_out_opens_nothing(kept):
    Session.objects.filter(pk=kept.session_key).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert SessionStore(kept.session_key).get("word") is None


def test_a_person_is_read_by_key_whatever_else_is_asked_for(ada):
    assert Person.objects.get(pk=ada.pk) == Person.objects.get(pk=str(ada.pk)) == ada
    assert Person.objects.get(pk=ada.pk, name="Ada") == ada
    with pytest.raises(Person.DoesNotExist):
        Person.objects.get(pk=0)
    with pytest.raises(Person.DoesNotExist):
        Person.objects.get(pk=ada.pk, name="Ben")


def asked_by(client):
    """The request of whoever opens a page, as the page saw it."""
    return client.get("/ideas/").wsgi_request.user


def test_who_bore_a_session_before_is_read_with_it(ada, client):
    client.force_login(ada)
    request = RequestFactory().get("/")
    client.get("/ideas/")
    request.session = SessionStore(client.session.session_key)
    with CaptureQueriesContext(connection) as asked:
        assert get_user(request) == ada
    assert len(asked) == 1


def test_a_session_belongs_to_whom_it_names_whoever_bore_it_before(ada, ben, client):
    client.force_login(ada)
    bearers.put(client.session.session_key, ben.pk, 1)
    assert asked_by(client) == ada
    assert asked_by(client) == ada


def test_whoever_was_read_along_is_as_they_are_now_and_stays_for_no_other_request(ada, client):
    client.force_login(ada)
    for name in ("Ada", "Ada Lovelace"):
        Person.objects.filter(pk=ada.pk).update(name=name)
        assert asked_by(client).name == name
        assert came_along.get() is None


def test_a_session_that_is_read_without_asking_who_bears_it_leaves_nobody_behind(ada, client):
    client.force_login(ada)
    client.get("/ideas/")
    came_along.set(ada)
    Client().get("/ideas/")
    assert came_along.get() is None
