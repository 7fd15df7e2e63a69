"""Reading is stopped in one community and resumed: what is read stays, nothing is read twice, others go on."""

import pytest

from folkmoot.domains.communities.models import Community
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.intelligence import actions, rules, tasks
from folkmoot.domains.intelligence.models import Understanding
from folkmoot.kit.answers import Refused


def give(community, by, title):
    return ideas.publish(ideas.draft(community, by=by, title=title, body=""), by=by)


def test_nothing_more_is_read_here_and_others_go_on(garden, workshop, ada, eva, mia, happened):
    give(garden, ada, "A tap for everybody at the gate of the park")
    tasks.walk()
    actions.stop(garden, by=mia)
    give(garden, ada, "A bench for everybody under the old lime tree")
    give(workshop, eva, "A pump that listens to the water in the pipe")

    tasks.walk()

    assert Understanding.objects.filter(community=garden).count() == 1
    assert Understanding.objects.filter(community=workshop).count() == 1
    assert happened("intelligence.reading.stopped", context=garden)


def test_resuming_goes_on_after_what_is_read(garden, ada, mia, work):
    give(garden, ada, "A tap for everybody at the gate of the park")
    tasks.walk()
    first = Understanding.objects.get().understood_at
    actions.stop(garden, by=mia)
    give(garden, ada, "A bench for everybody under the old lime tree")
    work()
    assert Understanding.objects.count() == 1

    actions.resume(garden, by=mia)
    work()

    assert Understanding.objects.count() == 2
    assert Understanding.objects.order_by("understood_at").first().understood_at == first, "it was read again"


def test_managers_stop_and_resume(cast, garden, mia):
    assert {name for name, person in cast.items() if rules.may_stop(person, garden)} == {"mia", "root"}
    actions.stop(garden, by=mia)
    garden = Community.objects.get(pk=garden.pk)
    assert {name for name, person in cast.items() if rules.may_resume(person, garden)} == {"mia", "root"}
    with pytest.raises(Refused, match="stopped already"):
        actions.stop(garden, by=mia)


def test_the_page_says_so_and_offers_to_go_on(garden, ada, mia, enter):
    give(garden, ada, "A tap for everybody at the gate of the park")
    browser = enter(mia)
    assert "understanding/stop/" in browser.get("/communities/garden/themes/").content.decode()
    browser.post("/communities/garden/understanding/stop/")
    assert "the rest waits" in browser.get("/communities/garden/themes/").content.decode()
    browser.post("/communities/garden/understanding/resume/")
    assert "the rest waits" not in browser.get("/communities/garden/themes/").content.decode()
