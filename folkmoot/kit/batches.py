"""Batches: what an action of bringing in made of the rows that it was given."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from folkmoot.kit.markdown import clean_html, render


class Written(Protocol):
    """A row of an import that has words: Markdown, or HTML where ``is_html``."""

    @property
    def source_id(self) -> str: ...
    @property
    def body(self) -> str: ...
    @property
    def is_html(self) -> bool: ...


@dataclass
class Batch:
    """Counts of one bulk. ``keys`` leads from the source's keys to ours; ``refused`` says why a row was not taken."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    keys: dict[str, int] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)


def html_of_rows(rows: Iterable[Written]) -> tuple[dict[str, str], dict[str, str]]:
    """Sanitised HTML by key; and why, for those whose text cannot be taken."""
    html, refused = {}, {}
    for row in rows:
        try:
            html[row.source_id] = clean_html(row.body) if row.is_html else render(row.body)
        except ValueError as problem:
            refused[row.source_id] = str(problem)
    return html, refused
