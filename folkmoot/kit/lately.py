"""Lately: what was made a moment ago and may be wanted again, up to a size; the longest unused goes first."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Lately(Generic[Made]):
    """By what it was made of. Threads share it. One thing takes the sixteenth of its room at most."""

    def __init__(self, most: int) -> None:
        self.most, self.size = most, 0
        self._made: OrderedDict[Hashable, tuple[Made, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Made | None:
        with self._lock:
            found = self._made.get(key)
            if found is None:
                return None
            self._made.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, made: Made, size: int) -> None:
        if size > self.most // 16:
            return
        with self._lock:
            self._drop(key)
            self._made[key] = (made, size)
            self.size += size
            while self.size > self.most:
                self._drop(next(iter(self._made)))

    def clear(self) -> None:
        with self._lock:
            self._made.clear()
            self.size = 0

    def _drop(self, key: Hashable) -> None:
        gone = self._made.pop(key, None)
        self.size -= gone[1] if gone else 0
