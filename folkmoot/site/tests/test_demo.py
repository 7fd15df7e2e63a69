"""The demo world is whole, and looks like a living organisation in the middle of its work."""

import pytest

from folkmoot.activity.models import Activity
from folkmoot.domains.channels.models import Import
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.insights.models import Insight
from folkmoot.domains.people.demo import links
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused
from folkmoot.site import demo


@pytest.fixture
def world(db):
    return demo.tell()


def test_it_holds_late_answers_a_no_a_delivered_one_and_an_import(world):
    states = set(Idea.objects.values_list("state", flat=True))
    assert {"live", "in_review", "declined", "delivered", "withdrawn", "draft"} <= states
    assert Insight.objects.late(clock.today()).exists()
    assert set(Import.objects.values_list("state", flat=True)) == {"preview", "done"}


def test_its_stream_lies_in_the_past(world):
    assert (clock.now() - Activity.objects.order_by("happened_at").first().happened_at).days > 100


def test_everybody_of_the_cast_has_a_way_in(world, client):
    for _, _, path in links():
        for _ in range(2):
            client.logout()
            assert client.post(path).status_code == 302
            assert client.get("/me/").status_code == 200


def test_it_comes_into_an_empty_database_only(world):
    with pytest.raises(Refused, match="already"):
        demo.tell()


def test_taken_away_it_leaves_an_empty_house_in_which_work_can_begin(world, root, work):
    demo.remove()

    assert not Person.objects.exists()
    assert not Activity.objects.exists()
    demo.tell()
    assert "activity.deliver" in work()


def test_without_a_demo_nothing_is_taken_away(ada):
    with pytest.raises(Refused, match="no demo"):
        demo.remove()
    assert Person.objects.filter(pk=ada.pk).exists()
