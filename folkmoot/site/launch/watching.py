"""For development: have the sources changed?"""

import time

from folkmoot.site import places

EVERY = 1.0  # seconds


class Sources:
    """All Python files of the package, by time and size."""

    def __init__(self) -> None:
        self.looked_at = 0.0
        self.found = self._look()

    def have_changed(self) -> bool:
        """Whether a file changed since the last time this was asked; it looks once a second at most."""
        if time.monotonic() - self.looked_at < EVERY:
            return False
        before, self.found = self.found, self._look()
        return before != self.found

    def _look(self) -> dict[str, tuple[int, int]]:
        self.looked_at = time.monotonic()
        found = {}
        for file in (places.ROOT / "folkmoot").rglob("*.py"):
            try:
                state = file.stat()
            except FileNotFoundError:
                continue
            found[str(file)] = (state.st_mtime_ns, state.st_size)
        return found
