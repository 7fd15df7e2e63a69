"""Ada lets researchers read what she wrote; everybody else has said nothing yet."""

from folkmoot.kit.story import World

from . import actions


def tell(world: World) -> None:
    with world.ago(12):
        actions.give("research", by=world.people["ada"])
