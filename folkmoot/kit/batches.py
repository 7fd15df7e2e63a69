"""Batches: what an action of bringing in made of the rows that it was given."""

from dataclasses import dataclass, field


@dataclass
class Batch:
    """Counts of one bulk; ``keys`` leads from the source's keys to ours."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    keys: dict[str, int] = field(default_factory=dict)

    def add(self, other: "Batch") -> None:
        self.created += other.created
        self.updated += other.updated
        self.unchanged += other.unchanged
        self.keys |= other.keys
