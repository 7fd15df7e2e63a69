"""What the organisation of the demo world promises."""

from folkmoot.kit.story import World

from . import actions

PRIVACY = """\
# Who is responsible

Brightwater, the water company of the Arle. Write to hello@brightwater.example.

# What we keep, and why

Your name and your address, so that you are told what becomes of what you gave. What you write is public.

# How long

As long as you like. On your page you see, take with you and erase what we hold about you.
"""
TERMS = """\
# What we promise

Everything that is given here gets an answer, from a person with a name, by a day that everybody sees.

# What we ask of you

Speak of water, not of each other.
"""


def tell(world: World) -> None:
    root = world.people["root"]
    with world.ago(117):
        actions.publish("privacy", by=root, language="en", body=PRIVACY)
        actions.publish(
            "terms", by=root, language="en", body=TERMS.replace(", by a day that everybody sees", "")
        )
    with world.ago(60):
        actions.publish("terms", by=root, language="en", body=TERMS, change="An answer now has a day.")
