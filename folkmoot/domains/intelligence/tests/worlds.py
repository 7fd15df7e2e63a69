"""Small worlds that several tests of the room share: voices on three subjects, and what is made of them."""

from folkmoot.domains.communities.models import Community
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.people.models import Person

BENCHES = [
    "More benches in the park",
    "The benches in our park are broken",
    "Please repair the park benches",
    "New wooden benches for the park",
    "A bench under every tree of the park",
]
BUSES = [
    "The night bus should run every hour",
    "Buses are always late in the morning",
    "A later bus on Saturday nights",
    "The bus timetable is wrong at my stop",
    "We need more buses to the station",
]
BOOKS = [
    "Open the library on Sundays",
    "The library needs more children's books",
    "Lend books from the library for longer",
    "A quiet reading room in the library",
    "New novels for the library shelves",
]


def publish(community: Community, by: Person, title: str, body: str = "") -> Idea:
    return ideas.publish(ideas.draft(community, by=by, title=title, body=body), by=by)


def speak(community: Community, by: Person) -> list[Idea]:
    """Fifteen ideas on three subjects."""
    return [publish(community, by, title) for title in (*BENCHES, *BUSES, *BOOKS)]
