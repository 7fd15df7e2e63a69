"""A few things under oversight, and how old somebody is here."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from folkmoot.domains.communities.models import Community
from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.discussions.models import Comment
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock

LINK = "Cheap pumps at https://pumps.example/buy"


def publish(community: Community, by: Person, title: str, body: str = "") -> Idea:
    return ideas.publish(ideas.draft(community, by=by, title=title, body=body), by=by)


@pytest.fixture
def idea(garden, ada) -> Idea:
    """An idea of Ada's that everybody sees."""
    return publish(garden, ada, "A bench", "Under the lime tree.")


@pytest.fixture
def comment(idea, ben) -> Comment:
    """Ben says something about it."""
    return discussions.post(idea, by=ben, community=idea.community, body="You are all fools.")


@pytest.fixture
def held(garden, ben) -> Idea:
    """Ben is new, and his idea holds a link."""
    return publish(garden, ben, "Pumps", LINK)


@pytest.fixture
def known() -> Callable[[Person], Person]:
    """Somebody who has been here for long."""

    def known(who: Person) -> Person:
        Person.objects.filter(pk=who.pk).update(arrived_at=clock.now() - timedelta(days=30))
        who.refresh_from_db()
        return who

    return known
