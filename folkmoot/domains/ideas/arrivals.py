"""The shape of an idea that comes from another system, and what became of it here."""

from dataclasses import dataclass, field
from datetime import datetime

from folkmoot.kit.batches import Batch


@dataclass(frozen=True)
class ArrivedIdea:
    """One idea of an import. ``body`` is Markdown (or plain text), or HTML where ``is_html``.

    ``given_at`` has a time zone. ``author_id`` is the author's key there, such as a user name; empty if unknown.
    ``support_count`` is the other system's own count: shown as such, since its voters are not known here.
    ``is_only_named``: others spoke of it, its words did not come; if it is here already, it is left alone.
    """

    source_id: str
    title: str
    body: str
    given_at: datetime
    author_id: str = ""
    author_name: str = ""
    is_html: bool = False
    support_count: int = 0
    url: str = ""
    is_withdrawn: bool = False
    is_only_named: bool = False


@dataclass(frozen=True)
class Change:
    """An idea that followed its source: its version, state and imported support before and after."""

    idea: int
    version_before: int
    version: int
    state_before: str
    state: str
    support_before: int
    support: int


@dataclass(frozen=True)
class Conflict:
    """An idea that changed there, and that somebody changed, answered or claimed here: nothing was overwritten.

    ``version`` is the newest here; title, body and HTML are theirs; ``why`` is edited, answered or claimed.
    """

    idea: int
    source_id: str
    version: int
    title: str
    body: str
    body_html: str
    why: str


@dataclass
class IdeaBatch(Batch):
    """A batch of ideas: also the keys of those that are new here, what changed, and what could not."""

    fresh: list[int] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


@dataclass
class Forecast:
    """What would become of rows, were they brought in now."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    conflicts: int = 0
