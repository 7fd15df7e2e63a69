"""``bin/docs``: the documents as a site, built without a network; a link that leads nowhere is an error."""

import subprocess
import sys
from pathlib import Path

from folkmoot.site import places


def main() -> int:
    to = places.VAR / "docs"
    if not build(places.ROOT, to):
        return 1
    print(f"The site begins at {to / 'docs' / 'index.html'}")
    return 0


def build(root: Path, to: Path) -> bool:
    """Whole each time: Sphinx tells of a page's faults only when it reads it."""
    command = ["sphinx", "--conf-dir", "docs", "--fresh-env", "--fail-on-warning", "--quiet", ".", str(to)]
    return subprocess.run([sys.executable, "-m", *command], cwd=root, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
