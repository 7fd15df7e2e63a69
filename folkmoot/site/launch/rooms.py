"""``bin/test ROOM…``: the fast tests of one room, of a part of the house, or of a path."""

import os
import subprocess
import sys
from pathlib import Path

from folkmoot.site import places

FAST = "not slow and not server and not browser"


def main(arguments: list[str]) -> int:
    rooms = [argument for argument in arguments if not argument.startswith("-")]
    options = [argument for argument in arguments if argument.startswith("-")]
    found = [folder for room in rooms if (folder := find(room))]
    if not rooms or len(found) < len(rooms):
        print(f"bin/test ROOM: one of {', '.join(known())}, or a path.", file=sys.stderr)
        return 2
    os.chdir(places.ROOT)
    command = [sys.executable, "-m", "pytest", "-q", "-m", FAST, *options, *map(str, found)]
    return subprocess.run(command, check=False).returncode


def find(room: str) -> Path | None:
    package = places.ROOT / "folkmoot"
    for place in (
        package / "domains" / room,
        package / room,
        places.ROOT / "tests" / room,
        Path(room).resolve(),
    ):
        if place.exists():
            return place
    return None


def known() -> list[str]:
    """All rooms, floors and folders of tests, by name."""
    package = places.ROOT / "folkmoot"
    folders = [*package.iterdir(), *(package / "domains").iterdir(), *(places.ROOT / "tests").iterdir()]
    return sorted(
        {folder.name for folder in folders if folder.is_dir() and folder.name[0] not in "_."} - {"domains"}
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
