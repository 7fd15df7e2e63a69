"""The cast of the demo world, and the townspeople around it."""

from folkmoot.kit.story import World

from . import actions
from .models import Person

CAST = {
    "ada": ("Ada Okafor", "has ideas"),
    "ben": ("Ben Sorley", "is a member"),
    "cleo": ("Cleo Marchetti", "moderates"),
    "dan": ("Dan Whitlock", "is outside"),
    "eva": ("Eva Lindgren", "is a partner"),
    "fay": ("Fay Lindqvist", "decides"),
    "mia": ("Mia Torres", "manages"),
    "root": ("Robin Asante", "administers"),
}
TOWN = (
    "Jun Tanaka", "Petra Novak", "Olu Dada", "Ines Carvalho", "Karim Haddad", "Greta Holm", "Tom Ashby",
    "Lucía Prieto", "Wen Zhao", "Sorcha Byrne", "Viktor Dahl", "Amara Diallo", "Noor Rahman", "Paul Weir",
    "Hana Suzuki", "Elif Demir", "Marek Zeman", "Rosa Vidal", "Ivo Petrov", "Gentle Heron", "Quiet Otter",
    "Tilda Berg", "Samir Aziz", "Joan Pryce", "Leo Castell", "Maud Fenn", "Abel Ruiz", "Zoe Hart", "Nils Aune",
    "Dora Kiss",
)  # fmt: skip
DAYS_OPEN = 30


def address(key: str) -> str:
    return f"{key}@brightwater.example"


def tell(world: World) -> None:
    with world.ago(120):
        for key, (name, _) in CAST.items():
            world.people[key] = actions.meet(address(key), name=name, is_demo=True)
        for number, name in enumerate(TOWN):
            world.people[f"town{number}"] = actions.meet(address(f"town{number}"), name=name, is_demo=True)
    actions.make_administrator(address("root"))
    world.people["root"].refresh_from_db()


def links() -> list[tuple[str, str, str]]:
    """For each of the cast: name, what they do, and a fresh way in that opens again and again."""
    found = []
    for key, (name, does) in CAST.items():
        if person := Person.objects.filter(is_demo=True, email=address(key)).first():
            path = actions.sign_in_link(person, minutes=DAYS_OPEN * 24 * 60, is_reusable=True)
            found.append((name, does, path))
    return found
