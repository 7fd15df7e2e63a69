"""Moderation in the demo world: a few flags, one comment hidden and appealed against, one link of a new person."""

from folkmoot.kit.refs import ref
from folkmoot.kit.story import World

from . import actions


def tell(world: World) -> None:
    people, ideas, temper = world.people, world.ideas, world.comments["temper"]
    with world.ago(3.5):
        actions.flag(temper, by=people["town23"], reason="attack", words="He means me.")
        actions.flag(temper, by=people["ada"], reason="attack")
    with world.ago(3):
        words = "Say what is wrong with the bill, not with those who drew it."
        hidden = actions.hide([ref(temper)], by=people["cleo"], reason="attack", words=words)
    with world.ago(2.5):
        words = "I was angry, and I named nobody. The sentence about page three could have stayed."
        actions.appeal(hidden.decisions[0], by=people["town12"], words=words)
    with world.ago(2):
        actions.flag(ideas["spanish"], by=people["town3"], reason="off_topic")
        actions.let_pass([ref(ideas["spanish"])], by=people["cleo"], words="Spanish is welcome here.")
    with world.ago(1):
        actions.flag(ideas["hydrants"], by=people["town25"], reason="off_topic")
        actions.flag(ideas["hydrants"], by=people["town9"], reason="other", words="Who pays for the water?")
    actions.wait(ref(world.comments["link"]))
