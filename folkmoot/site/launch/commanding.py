"""For a command: the database of the instance that runs, or one for as long as it takes."""

import contextlib
import os
import sys
import time
from collections.abc import Iterator

from .instance import Instance
from .lock import Lock
from .problems import Problem

PATIENCE = 60.0  # seconds that a second command waits for the first


@contextlib.contextmanager
def database(name: str, *, is_prepared: bool = True) -> Iterator[None]:
    """The block has a database that is up and prepared; a command that says so gets one as it is.

    Raises a Problem if another holds it too long.
    """
    with contextlib.ExitStack() as stack:
        if not _is_served():
            instance = Instance(_say)
            purpose = f"bin/folkmoot {name}"
            stack.enter_context(instance.opened(purpose=purpose, seconds=PATIENCE, is_prepared=is_prepared))
        yield


def tell_address() -> None:
    """To the settings, so that links lead to the instance that runs; before they are read."""
    lock = Lock()
    if lock.is_held() and (url := lock.facts().get("url")):
        os.environ.setdefault("FOLKMOOT_URL", url)


def _is_served() -> bool:
    """Whether an instance runs, after waiting until it is prepared or until another command ended."""
    lock, deadline, has_said = Lock(), time.monotonic() + PATIENCE, False
    while lock.is_held():
        facts = lock.facts()
        if facts.get("url"):
            return True
        if time.monotonic() > deadline:
            raise Problem(
                f"{facts.get('purpose')} (process {facts.get('pid')}) holds the database: try again later."
            )
        if not has_said:
            _say(f"Waiting for {facts.get('purpose')} (process {facts.get('pid')}).")
            has_said = True
        time.sleep(0.2)
    return False


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
