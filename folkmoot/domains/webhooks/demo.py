"""The webhook of the demo world. It is paused: the demo sends nothing to anybody."""

from folkmoot.kit.story import World

from . import actions


def tell(world: World) -> None:
    households, mia = world.communities["households"], world.people["mia"]
    with world.ago(6):
        webhook, _secret = actions.register(
            by=mia,
            name="The town's chat",
            address="https://chat.brightwater.example/hooks/folkmoot",
            community=households,
            verbs=["ideas.idea.published", "insights.insight.answered", "insights.insight.shipped"],
            has_words=True,
        )
    with world.ago(5):
        actions.pause(webhook, by=mia)
