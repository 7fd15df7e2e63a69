"""The communities of the demo world: one open to all, one by invitation."""

from folkmoot.domains.people.models import Person
from folkmoot.kit.story import World

from . import actions
from .models import Community, Joining, Role


def tell(world: World) -> None:
    people = world.people
    with world.ago(118):
        households = _found(
            people["root"],
            "Households of the Arle",
            "households",
            "For everybody who opens a tap between Harrowdale and the sea. You see what we plan while it can "
            "still be changed, and everything you give gets an answer.",
        )
        workshop = _found(
            people["root"],
            "Trials and prototypes",
            "trials",
            "Partners and start-ups who try new things with us before anybody else does.",
            Joining.INVITATION,
        )
    with world.ago(115):
        for community in (households, workshop):
            actions.appoint(community, by=people["root"], person=people["mia"], role=Role.MANAGER)
            actions.appoint(community, by=people["mia"], person=people["fay"], role=Role.DECISION_OWNER)
        actions.appoint(households, by=people["mia"], person=people["cleo"], role=Role.MODERATOR)
        token = actions.invite(workshop, by=people["mia"], email=people["eva"].email)
        actions.accept(token, by=people["eva"])
    for day, key in enumerate(["ada", "ben", *(k for k in people if k.startswith("town"))]):
        with world.ago(112 - day * 3):
            actions.join(households, by=people[key])
    world.communities |= {"households": households, "trials": workshop}


def _found(by: Person, name: str, slug: str, summary: str, joining: str = Joining.OPEN) -> Community:
    return actions.found(by=by, name=name, slug=slug, summary=summary, joining=joining)
