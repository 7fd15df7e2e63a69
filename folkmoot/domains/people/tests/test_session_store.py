"""Sessions open what they opened with Django's own store, and nothing else."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from folkmoot.domains.people.models import Person
from folkmoot.domains.people.session_store import SessionStore


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
