"""A prepared read answers what its queryset would, is compiled once for each shape, and refuses what it cannot keep."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils.functional import SimpleLazyObject

from folkmoot.domains.communities import actions as communities
from folkmoot.domains.communities.models import Role
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.people.models import Person
from folkmoot.kit import preparing
from folkmoot.kit.preparing import prepared
from folkmoot.kit.together import counts, rows_of

made: list[object] = []


@prepared
def seen(person, title, since, kind):
    made.append(kind)
    found = Idea.objects.visible_to(person).filter(title=title, created_at__gt=since)
    return found.values_list("pk", "title") if kind else found.values_list("pk")


@pytest.fixture
def secret(workshop, eva):
    return ideas.publish(ideas.draft(workshop, by=eva, title="A secret", body="x"), by=eva)


@pytest.fixture(autouse=True)
def _nothing_is_prepared_yet():
    preparing._known.clear()
    made.clear()


LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def rows(person, title="A secret", since=LONG_AGO, kind=None):
    (found,) = rows_of([seen(person, title, since, kind)])
    return found


def test_what_one_may_see_is_never_answered_to_another(secret, eva, ben, ada):
    root = Person.objects.create(email="chief@example.org", name="Chief", is_administrator=True)
    for _ in range(2):
        assert len(rows(eva)) == len(rows(root)) == 1
        assert rows(ben) == rows(ada) == rows(AnonymousUser()) == []
        assert len(rows(SimpleLazyObject(lambda: eva))) == 1


def test_who_writes_is_a_value_and_where_they_belong_a_shape(secret, garden, ben, ada, mia):
    mine = ideas.draft(garden, by=ben, title="A draft", body="")
    assert rows(ben, "A draft") == [(mine.pk,)]
    assert rows(ada, "A draft") == []
    assert len(made) == 1
    communities.appoint(garden, by=mia, person=ada, role=Role.MODERATOR)
    assert rows(ada, "A draft") == []
    assert len(made) == 2


def test_numbers_texts_and_moments_are_filled_in(secret, eva):
    assert rows(eva, "Another") == rows(eva, "A secret", datetime.now(UTC)) == []
    assert rows(eva, "A secret") == [(secret.pk,)]
    assert len(made) == 1
    assert rows(eva, kind=("title",)) == [(secret.pk, "A secret")]
    assert len(made) == 2


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 10**40])
def test_a_number_that_is_in_no_table_finds_nothing(secret, number):
    @prepared
    def by_key(key):
        return Idea.objects.filter(pk=key).values_list("pk")

    assert rows_of([by_key(secret.pk), by_key(number)]) == [[(secret.pk,)], []]


def test_a_read_that_looks_into_its_values_is_refused(secret):
    @prepared
    def by_half(number):
        return Idea.objects.filter(pk=number // 2).values_list("pk")

    with pytest.raises(TypeError, match="does more with its argument 0"):
        rows_of([by_half(7)])


def test_counting_ends_a_little_beyond_the_most(garden, ada):
    for number in range(4):
        ideas.draft(garden, by=ada, title=f"Idea {number}", body="")
    assert rows_of([counts(Idea.objects.all()), counts(Idea.objects.all(), most=2)]) == [[4], [3]]
    assert rows_of([counts(Idea.objects.none())]) == [[0]]


def test_what_is_prepared_has_its_limit(secret, eva, monkeypatch):
    monkeypatch.setattr(preparing, "MOST", 2)
    for number in range(4):
        rows(eva, kind=(number,))
    assert len(preparing._known) == 2
