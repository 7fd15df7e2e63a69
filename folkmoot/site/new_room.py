"""``bin/new-room NAME``: the few files that every room has, in the style of its neighbours."""

import sys
from pathlib import Path

ROOMS = Path(__file__).resolve().parents[1] / "domains"

FILES = {
    "__init__.py": "",
    "apps.py": '''"""{title}: say in one line what people do here."""

from django.apps import AppConfig


class {title}Config(AppConfig):
    name = "folkmoot.domains.{name}"
''',
    "activities.py": '''"""Everything that can happen in {name}: one Verb each, such as ``{name}.thing.published``."""
''',
    "models.py": '''"""{title}: the things that exist here, and words to describe many of them."""
''',
    "rules.py": '''"""Who may do what in {name}. A rule answers the button, the page and the action alike."""
''',
    "actions.py": '''"""All that people do in {name}. Nothing else in the house writes to these tables."""
''',
    "urls.py": '''"""{title} and what is done with them."""

from django.urls import URLPattern

app_name = "{name}"
urlpatterns: list[URLPattern] = []
''',
    "README.md": """# {title}: say in one line what people do here

- **Leans on**: people, activity, kit.
- **Says**: nothing yet.
- **Hears**: nothing.
- **Offers**: nothing yet.
""",
    "migrations/__init__.py": "",
    "tests/__init__.py": "",
}


def make(name: str, *, rooms: Path = ROOMS) -> list[Path]:
    """Write the files; raises ValueError with a sentence where the name will not do."""
    if not (name.isidentifier() and name.islower()):
        raise ValueError(f"A room is a plural noun in small letters, such as `ideas`: {name} is none.")
    room = rooms / name
    if room.exists():
        raise ValueError(f"There is a room {name} already.")
    made = []
    for file, text in FILES.items():
        place = room / file
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text.format(name=name, title=name.replace("_", " ").capitalize().replace(" ", "")))
        made.append(place)
    (room / "templates" / name).mkdir(parents=True)
    return made


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("Name the room: bin/new-room NAME", file=sys.stderr)
        return 2
    try:
        made = make(arguments[0])
    except ValueError as problem:
        print(problem, file=sys.stderr)
        return 1
    print(f"{len(made)} files in {made[0].parent}.")
    print(
        "Now give it its storey in .importlinter, its line in ROOMS (site/settings.py) and in site/urls.py."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
