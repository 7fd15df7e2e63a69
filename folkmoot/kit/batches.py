"""Batches: what an action of bringing in made of the rows that it was given."""

from dataclasses import dataclass, field


@dataclass
class Batch:
    """Counts of one bulk. ``keys`` leads from the source's keys to ours; ``refused`` says why a row was not taken."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    keys: dict[str, int] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
