"""The talk of the demo world."""

from folkmoot.domains.people.actions import meet
from folkmoot.domains.people.demo import address
from folkmoot.kit.story import World

from . import actions

# idea, days ago, who, what, the number of the comment (from 0) that it answers
TALK = [
    ("closures", 103, "ben", "Please do not stop at the road. When the water goes off for an hour, people on dialysis need to know first.", None),
    ("closures", 102, "town4", "There is a list of home patients at the clinic. We would share it with you if somebody asked.", 0),
    ("closures", 101, "fay", "I have asked. Thank you, this is now its own line in the plan.", 1),
    ("closures", 60, "town8", "The bus drivers would like the same message.", None),
    ("taps", 98, "town1", "I run a café. I would put the sticker up tomorrow.", None),
    ("taps", 96, "town12", "And who pays for the extra water? It is not much, but in August it is.", 0),
    ("barrels", 90, "town15", "Brilliant. Ours overflowed in every storm last year.", None),
    ("barrels", 87, "ben", "It must work without the internet, else it is one more thing that breaks.", None),
    ("bill", 93, "town23", "I love this. The bill is a disgrace.", None),
    ("bill", 90, "town5", "Mine is four pages, and the sum is on page three.", None),
    ("leaks", 70, "town9", "This saved my sister in another town nine hundred euros.", None),
    ("leaks", 61, "town2", "Only if I may switch it off. I do not want to be watched.", None),
    ("hydrants", 52, "town25", "Terrible idea. The pressure in our house falls every time one is opened.", None),
    ("hydrants", 50, "town18", "Two hours, with a valve that lets a tenth through. We measured it.", 0),
    ("pressure", 80, "town27", "Same on the fifth floor. It is worst on Mondays.", None),
    ("nightprice", 40, "town28", "People without a tank would pay for those who have one. That is not fair.", None),
    ("taste", 14, "town3", "I noticed it too, and I hate it.", None),
    ("fountains", 30, "ada", "The one at the lock is lovely. Thank you!", None),
]  # fmt: skip


def tell(world: World) -> None:
    said: dict[str, list[object]] = {}
    for key, days, who, words, answers in TALK:
        idea = world.ideas[key]
        so_far = said.setdefault(key, [])
        with world.ago(days):
            so_far.append(
                actions.post(
                    idea,
                    by=world.people[who],
                    community=idea.community,
                    body=words,
                    parent=so_far[answers] if answers is not None else None,  # type: ignore[arg-type]
                )
            )
    with world.ago(12):
        actions.answer(
            world.ideas["taste"],
            by=world.people["fay"],
            community=world.communities["households"],
            reason="We flush the northern main on Sunday nights. We are looking at the dose; you hear from me in May.",
        )
    _what_moderators_see(world)


def _what_moderators_see(world: World) -> None:
    """One who lost his temper, and somebody new whose link waits for a moderator."""
    bill, barrels = world.ideas["bill"], world.ideas["barrels"]
    with world.ago(4):
        words = "Whoever drew this bill is an idiot, and so is everybody who pays it."
        world.comments["temper"] = actions.post(
            bill, by=world.people["town12"], community=bill.community, body=words
        )
    with world.ago(0.3):
        new = meet(address("guest"), name="Sam Rowe", is_demo=True)
    with world.ago(0.2):
        words = "We sell these, cheap and delivered: https://barrels.example/offer"
        world.comments["link"] = actions.post(barrels, by=new, community=barrels.community, body=words)
    world.people["guest"] = new
