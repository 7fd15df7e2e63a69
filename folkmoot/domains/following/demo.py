"""Who follows what in the demo world."""

from folkmoot.domains.people.actions import meet
from folkmoot.domains.people.demo import address
from folkmoot.kit.story import World

from . import actions

FOLLOWS = [
    (88, "ben", "ideas", "barrels"),
    (9, "ada", "communities", "households"),
    (60, "ada", "ideas", "leaks"),
    (60, "dan", "ideas", "fountains"),
]


def tell(world: World) -> None:
    for days, who, shelf, key in FOLLOWS:
        with world.ago(days):
            actions.follow(getattr(world, shelf)[key], by=meet(address(who)))
