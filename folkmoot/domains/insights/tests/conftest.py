"""An insight of the garden: an idea of Ada's and a comment of Ben's, made by Mia, given to Fay."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

import pytest

from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.discussions.models import Comment
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.insights import actions
from folkmoot.domains.insights.models import Insight
from folkmoot.kit import clock
from folkmoot.kit.refs import ref


@pytest.fixture
def at_once(settings) -> None:
    """Answers go out with the press of the button."""
    settings.FOLKMOOT_UNDO_MINUTES = 0


@pytest.fixture
def idea(ada, garden) -> Idea:
    return ideas.publish(ideas.draft(garden, by=ada, title="A bee hotel", body="Wood."), by=ada)


@pytest.fixture
def comment(idea, ben, garden) -> Comment:
    return discussions.post(idea, by=ben, community=garden, body="With a roof.")


@pytest.fixture
def insight(idea, comment, mia, fay, garden) -> Insight:
    return actions.make_and_give(
        garden,
        by=mia,
        title="People want homes for bees",
        voices=[(ref(idea), "Wood."), (ref(comment), "With a roof.")],
        owner=fay,
        due_on=clock.today() + timedelta(days=30),
    )


@pytest.fixture
def another(garden, mia, fay, idea) -> Callable[[str], Insight]:
    """One more insight that waits for Fay."""

    def another(title: str) -> Insight:
        voices = [(ref(idea), "Wood.")]
        return actions.make_and_give(
            garden, by=mia, title=title, voices=voices, owner=fay, due_on=clock.today()
        )

    return another


@pytest.fixture
def later() -> Callable[..., AbstractContextManager[None]]:
    """``with later(minutes=11): …``: it is that much later."""

    def later(**time: float) -> AbstractContextManager[None]:
        moment: datetime = clock.now() + timedelta(**time)
        return clock.set_to(moment)

    return later
