"""Steps that several actions share: take an idea for changing, and note its next state."""

from datetime import datetime

from folkmoot.activity.stream import record
from folkmoot.domains.communities.rules import must_wait
from folkmoot.domains.ideas import activities
from folkmoot.domains.ideas.models import Idea, StateChange, Version
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.markdown import html_of
from folkmoot.kit.oversight import Moderation


def take(idea: Idea) -> Idea:
    """The idea as it is now, locked until the transaction ends."""
    return Idea.objects.select_for_update(of=("self",)).select_related("community", "author").get(pk=idea.pk)


def step_to(idea: Idea, state: str, *, by: Person, reason: str = "", at: datetime | None = None) -> None:
    """Note the state and give it to the idea (not saved yet)."""
    StateChange.objects.create(idea=idea, state=state, by=by, reason=reason, at=at or clock.now())
    idea.state = state


def write(idea: Idea, *, title: str, body: str) -> None:
    """New words for the idea (not saved yet). Refused where the body is too long or nested too deep."""
    idea.title, idea.body = " ".join(title.split()), body.strip()
    idea.body_html = html_of(idea.body)
    idea.edited_at = clock.now()


def keep_version(idea: Idea, *, by: Person) -> Version:
    """The words as they are now become the next version (the idea is not saved yet)."""
    idea.version_number += 1
    return Version.objects.create(
        idea=idea,
        number=idea.version_number,
        title=idea.title,
        body=idea.body,
        body_html=idea.body_html,
        by=by,
    )


def hold_if_it_must_wait(idea: Idea, *, by: Person) -> bool:
    """The first links of new people wait for a moderator (the idea is not saved yet)."""
    said = [idea.title, idea.body]
    if idea.pictures.exists():
        said.append("https://")  # a picture can say whatever a link leads to
    if not must_wait(by, idea.community, *said):
        return False
    idea.moderation = Moderation.HELD
    record(activities.HELD, actor=by, object=idea, context=idea.community)
    return True
