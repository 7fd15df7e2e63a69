"""Insights of the demo world: delivered and measured, under way, stopped, declined, late, waiting, and on its way."""

from datetime import timedelta
from decimal import Decimal

from folkmoot.domains.ideas.models import Idea
from folkmoot.kit import clock
from folkmoot.kit.refs import ref
from folkmoot.kit.story import World

from . import actions
from .models import Insight
from .spans import said_in

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
    ("Say when chlorine is added", "Many taste it on Mondays, and wonder.", ("taste",), 14, 20),
    ("Know how hard the water is", "Street by street, on a map.", ("hardness",), 35, 20),
    ("Pressure for the upper floors", "In the morning the fourth floor has none.", ("pressure",), 62, 20),
    ("A lower price at night", "For those who fill a tank when the pumps run at half load.", ("nightprice",), 16, 21),
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
    (7, 11, "accepted", "Yes. The laboratory knows the hours; we put them on the page of each district."),
    (9, 50, "accepted", "We can lift the pressure for two hours in the morning with one pump."),
]  # fmt: skip


# insight, days ago, stage, per cent, what is new
STEPS = [
    (7, 6, "doing", 40, "The first two districts show the hours; eleven follow."),
    (9, 20, "doing", 30, "The pump is ordered."),
    (
        9,
        5,
        "stopped",
        30,
        "The main is too old for more pressure: it would burst. It is renewed first, from 2028.",
    ),
]
# idea, the words, codes, who picked them, who verified them
PICKED = [
    ("leaks", 6, "leak, night, meter", "mia", "fay"),
    ("bill", 7, "bill, language", "cleo", ""),
]


def tell(world: World) -> None:
    mia, fay = world.people["mia"], world.people["fay"]
    actions.fill(country="GB", part="ENG", year=clock.today().year, by=mia)
    actions.set_clock(world.communities["households"], by=mia, days_to_answer=15, days_to_escalation=10)
    made = [_story(world, *story) for story in STORIES]
    for number, days, outcome, reason in ANSWERS:
        with world.ago(days):
            made[number] = actions.answer(made[number], by=fay, outcome=outcome, reason=reason)
    for number, days, stage, percent, note in STEPS:
        with world.ago(days):
            actions.deliver(made[number].delivery, by=fay, stage=stage, percent=percent, note=note)
    _measured(world, made[0])
    _on_the_desk(world, made)
    _opened_up(world, made)


def _measured(world: World, insight: Insight) -> None:
    with world.ago(2):
        actions.measure(
            insight.delivery,
            by=world.people["fay"],
            what="Households told before a closure",
            before=Decimal(58),
            after=Decimal(94),
            low=Decimal(92),
            high=Decimal(96),
            unit="%",
            source="Log of 212 closures since the messages run",
        )


def _on_the_desk(world: World, made: list[Insight]) -> None:
    """A draft that was begun, something that was handed over, and an answer that is on its way for some days."""
    fay, mia = world.people["fay"], world.people["mia"]
    actions.draft(
        [made[4]], by=fay, outcome="accepted", reason="One page, from the spring on. We show it before to"
    )
    with world.ago(1):
        handed = "Prices at night are set with the tariff, and that is the board's. Mia takes it there."
        actions.hand_over(made[10], by=fay, to=mia, reason=handed)
    words = "The map of hardness is at the laboratory, and goes online with the new site in May."
    promised = clock.today() + timedelta(days=160)
    actions.answer(
        made[8], by=fay, outcome="test", reason=words, promised_on=promised, in_minutes=3 * 24 * 60
    )


def _opened_up(world: World, made: list[Insight]) -> None:
    """An opportunity, words that were picked, and an insight that nobody owes an answer to yet."""
    mia = world.people["mia"]
    actions.frame(
        made[5],
        by=mia,
        who="Households on a smart meter",
        need="to know of a leak before the bill",
        size_low=Decimal(1_900),
        size_high=Decimal(3_400),
        unit="leaks a year",
        source="Meters that ran all night in 2025, a sample of 800",
        owner=world.people["fay"],
    )
    for key, count, codes, by, verified_by in PICKED:
        idea = world.ideas[key]
        quote = " ".join(said_in(idea).removeprefix(idea.title).split()[:count])
        one = actions.highlight(idea, by=world.people[by], quote=quote, codes=codes.split(","))
        if verified_by:
            one = actions.verify(one, by=world.people[verified_by])
            actions.attach(one, by=mia, insight=made[5])
    actions.make(
        world.communities["households"],
        by=mia,
        title="See where the water comes from",
        summary="A Sunday at the works, and the bill in other languages.",
        voices=[(ref(world.ideas[key]), _quote(world.ideas[key])) for key in ("visit", "spanish")],
        contradicting="None found; looked in all comments under both ideas.",
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
    """Its last sentence, word for word."""
    return idea.body.replace("**", "").split(". ")[-1]
