"""However many keys, one parameter; their order, where it is asked for."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from folkmoot.domains.communities.models import Community
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.ideas.models import Idea
from folkmoot.kit.among import Keys, PlaceIn
from folkmoot.kit.preparing import _known, prepared
from folkmoot.kit.together import rows_of


@pytest.fixture
def five(garden, ada):
    return [ideas.draft(garden, by=ada, title=f"Idea {number}", body="").pk for number in range(5)]


@prepared
def in_order(keys):
    return Idea.objects.filter(pk__among=keys).order_by(PlaceIn("pk", keys)).values_list("pk", flat=True)


def test_those_with_the_keys_are_found_by_column_and_by_relation(five, garden):
    assert set(Idea.objects.filter(pk__among=five[:2]).values_list("pk", flat=True)) == set(five[:2])
    assert not Idea.objects.filter(pk__among=[])
    assert Idea.objects.filter(community__among=[garden.pk]).count() == 5
    assert not Idea.objects.filter(community__among=[garden.pk + 1])


def test_the_keys_may_depend_on_who_asks(garden, workshop):
    keys = {"garden": [garden.pk], "workshop": [workshop.pk]}
    found = {whom: list(Community.objects.filter(pk__among=Keys(whom, keys.__getitem__))) for whom in keys}
    assert found == {"garden": [garden], "workshop": [workshop]}


def test_any_number_of_keys_is_compiled_once_and_answered_in_their_order(five):
    _known.clear()
    backwards = five[::-1]
    with CaptureQueriesContext(connection) as statements:
        assert rows_of([in_order(backwards)]) == [backwards]
        assert rows_of([in_order([five[2], five[4]])]) == [[five[2], five[4]]]
        assert rows_of([in_order([])]) == [[]]
    assert len(statements) == 3
    assert len(_known) == 1
