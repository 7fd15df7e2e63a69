"""The ideas of the demo world: what people say to a water utility, over four months."""

from itertools import islice

from folkmoot.kit.story import World

from . import actions

# key, days ago, author, supporters, title, body
HOUSEHOLDS = [
    ("closures", 104, "ada", 27, "Tell us before you dig up the street",
     "On a Tuesday I stood forty minutes in Mill Lane with my mother, because a main had burst at five and the "
     "road was closed. You knew at five. **Send a message to the three streets around** the moment you close a road."),
    ("signs", 97, "town2", 14, "A sign at the corner when the road is closed for pipe works",
     "Drivers turn into our street, find the hole, and turn round on the pavement. A sign two corners earlier would do."),
    ("nightwork", 80, "town6", 9, "No pipe works in the street at night without a warning",
     "The pneumatic drill began at two in the morning. I do not mind works; I mind not knowing."),
    ("map", 66, "town9", 12, "A map of all road closures for water works",
     "One page with every street that is closed this week and next, and until when."),
    ("barrels", 92, "town0", 21, "Rain barrels that talk to the weather",
     "Let the barrel empty itself the day before a storm, so that the street drain has less to swallow."),
    ("barrelhelp", 85, "ben", 17, "Half price for a rain barrel in every garden",
     "My neighbour and I would each buy a rain barrel if it did not cost as much as the garden itself."),
    ("greywater", 58, "town3", 8, "Let us use rain water for the toilet",
     "We have a cistern full of rain water and flush with drinking water. Show us how to connect it safely."),
    ("gardens", 41, "town11", 11, "Water the gardens with rain, not with the tap",
     "A short course in spring: how to store rain, when to water, what needs no water at all."),
    ("taps", 100, "ben", 25, "Free tap water in every café",
     "If I can fill my bottle, I do not buy one. A sticker on the door would tell who takes part."),
    ("fountains", 88, "town7", 19, "Public taps for bottles along the river path",
     "Eleven kilometres of path and not one tap to fill a bottle at. Runners and dogs would thank you."),
    ("schools", 51, "town13", 13, "A drinking tap on every school yard",
     "Children bring sweet drinks because there is no tap to drink from in the yard."),
    ("station", 33, "town16", 7, "A tap to fill bottles at the station",
     "Thousands of travellers a day, and the only water is sold in plastic bottles."),
    ("bill", 95, "ada", 16, "A bill that fits on one page",
     "I have a degree and do not understand my water bill. Say what I used, what it costs, and what changed."),
    ("monthly", 76, "town5", 10, "Let us pay the bill by the month",
     "Four large bills a year are hard. Twelve small ones would cost you nothing."),
    ("compare", 49, "town8", 6, "Show on the bill how much others use",
     "Is my consumption a lot or a little for three people? The bill could tell."),
    ("nightprice", 60, "town10", 15, "A lower price at night for those who fill a tank",
     "Pumps run at half load between two and five. Share what that saves with people who have a cistern."),
    ("pressure", 83, "town14", 12, "More pressure on the fourth floor in the morning",
     "At seven the shower is a drip. At ten it is fine. Could the pressure be raised for breakfast?"),
    ("leaks", 71, "town17", 18, "Tell me when my meter runs all night",
     "A running meter at three in the morning is a leak. You see it before I do: send me a message."),
    ("hiss", 46, "town19", 8, "A number to call for leaks that answers at night",
     "I heard water hiss under the pavement on a Saturday night and nobody picked up until Monday."),
    ("meter", 24, "town21", 5, "Lend out leak detectors like library books",
     "One listening stick per library, two weeks each. Half of us have a dripping pipe somewhere."),
    ("hydrants", 55, "town18", 20, "Hydrants that children may open in July",
     "Two hours a day, with a steward of the street, when it is over thirty degrees."),
    ("shade", 29, "town20", 9, "Let the fountain run when it is hot",
     "On the hottest day of the year the fountain in the square was off, to save water. Run it for two hours."),
    ("hardness", 37, "town22", 6, "Say how hard the water is, street by street",
     "Kettles die young in Lower Town. Tell us the hardness, and which softener is worth its money."),
    ("taste", 16, "town24", 4, "The water tastes of chlorine on Mondays",
     "Every Monday the tap water smells like the swimming pool. Is something flushed at the weekend?"),
    ("visit", 9, "town26", 3, "Open the water works one Sunday a month",
     "My children think water comes from the wall. We would like to see the filters."),
    ("spanish", 6, "town7", 2, "Facturas también en español",
     "Mucha gente del barrio paga una factura que no puede leer. Una página en español bastaría."),
]  # fmt: skip
DRAFT = (
    "A tap at the allotments",
    "There is a standpipe behind the fence of the pumping station. If it had a meter",
)


def tell(world: World) -> None:
    households = world.communities["households"]
    town = [key for key in world.people if key.startswith("town")]
    for key, days, author, supporters, title, body in HOUSEHOLDS:
        by = world.people[author]
        with world.ago(days):
            idea = actions.publish(actions.draft(households, by=by, title=title, body=body), by=by)
        fans = (k for k in ["ben", "ada", "cleo", *_turned(town, days)] if k != author)
        for number, fan in enumerate(islice(fans, supporters)):
            with world.ago(max(0.2, days - 1 - number * 0.7)):
                actions.support(idea, by=world.people[fan])
        world.ideas[key] = idea
    with world.ago(20):
        idea = world.ideas["barrelhelp"]
        body = idea.body + " A simple one is enough: no pump, a lid, a tap."
        actions.revise(idea, by=world.people["ben"], title=idea.title, body=body)
    with world.ago(6):
        actions.propose(
            world.ideas["fountains"],
            by=world.people["town7"],
            into=world.ideas["station"],
            reason="Both ask for taps where people walk.",
        )
    with world.ago(5):
        actions.withdraw(
            world.ideas["meter"],
            by=world.people["town21"],
            reason="The library does it already. I should have asked.",
        )
    with world.ago(0.1):
        actions.draft(households, by=world.people["ada"], title=DRAFT[0], body=DRAFT[1])


def _turned(keys: list[str], by: int) -> list[str]:
    """Others come first for each idea, so that not the same few support everything."""
    turn = by % len(keys)
    return keys[turn:] + keys[:turn]
