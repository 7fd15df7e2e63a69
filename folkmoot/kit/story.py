"""Story: the demo world while it is being told; each room adds its part by its own actions."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from folkmoot.kit import clock


@dataclass
class World:
    """Who and what is there so far, by short names; rooms know only their own kinds."""

    people: dict[str, Any] = field(default_factory=dict)
    communities: dict[str, Any] = field(default_factory=dict)
    ideas: dict[str, Any] = field(default_factory=dict)
    comments: dict[str, Any] = field(default_factory=dict)

    @contextmanager
    def ago(self, days: float) -> Iterator[None]:
        """Inside, it is so many days ago."""
        with clock.set_to(timezone.now() - timedelta(days=days)):
            yield
