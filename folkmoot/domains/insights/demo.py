"""Insights of the demo world: delivered, declined, late, and waiting."""

from datetime import timedelta

from folkmoot.domains.ideas.models import Idea
from folkmoot.kit import clock
from folkmoot.kit.refs import ref
from folkmoot.kit.story import World

from . import actions
from .models import Insight

# title, summary, ideas, given days ago, days to answer
STORIES = [
    ("Tell people before a road is closed for water works",
     "Four ideas ask for the same thing in different words: to know before, by message, sign or map.",
     ("closures", "signs", "nightwork", "map"), 64, 14),
    ("Free tap water in every café", "Many want it; it is not ours to order.", ("taps", "station"), 31, 20),
    ("Taps for bottles where people walk", "The river path, the school yards.", ("fountains", "schools"), 70, 20),
    ("Help people to store rain", "Money for barrels, and advice.", ("barrels", "barrelhelp", "greywater", "gardens"), 40, 30),
    ("Bills that people understand", "One page, by the month, with something to compare.", ("bill", "monthly", "compare"), 34, 30),
    ("Warn of leaks at night", "The meter knows before the household does.", ("leaks", "hiss"), 12, 21),
    ("Water to cool down in July", "Hydrants and fountains on the hottest days.", ("hydrants", "shade"), 8, 17),
]  # fmt: skip
# insight, days ago, answer, reason
ANSWERS = [
    (0, 52, "accepted",
     "Yes. We have the numbers of 81 % of households, and a message costs less than one call to the hotline. "
     "We begin with closures in the road, because that is what you asked for."),
    (0, 11, "delivered",
     "The messages run since last month: 212 closures, 94 % told within 15 minutes. The paper notes were harder; "
     "the crews carry them from March."),
    (1, 6, "declined",
     "Cafés are not ours to direct, and paying them would raise every bill. What we can do is the next best thing: "
     "22 public taps, the first eight by April."),
    (2, 44, "accepted", "Eight taps by April, fourteen more next year. The school yards come first."),
    (2, 21, "delivered", "The first tap runs at the lock, and it is used 400 times a day."),
]  # fmt: skip


def tell(world: World) -> None:
    made = [_story(world, *story) for story in STORIES]
    for number, days, outcome, reason in ANSWERS:
        with world.ago(days):
            made[number] = actions.answer(
                made[number], by=world.people["fay"], outcome=outcome, reason=reason
            )


def _story(
    world: World, title: str, summary: str, keys: tuple[str, ...], days: int, days_to_answer: int
) -> Insight:
    voices = [(ref(idea), _quote(idea)) for idea in (world.ideas[key] for key in keys)]
    with world.ago(days):
        return actions.make_and_give(
            world.communities["households"],
            by=world.people["mia"],
            title=title,
            summary=summary,
            voices=voices,
            owner=world.people["fay"],
            due_on=clock.today() + timedelta(days=days_to_answer),
        )


def _quote(idea: Idea) -> str:
    return idea.body.replace("**", "").split(". ")[-1].rstrip(".") + "."
