"""An idea in one step, for programs: they keep no drafts."""

from django.db import transaction

from folkmoot.domains.communities.models import Community
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.people.models import Person

from .writing import draft, publish


@transaction.atomic
def propose(community: Community, *, by: Person, title: str, body: str) -> Idea:
    """Write an idea and show it to its community at once. Refused leaves no draft behind."""
    return publish(draft(community, by=by, title=title, body=body), by=by)
