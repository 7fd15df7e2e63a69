"""The shape of a comment that comes from another system, and what became of it here."""

from dataclasses import dataclass, field
from datetime import datetime

from folkmoot.kit.batches import Batch


@dataclass(frozen=True)
class ArrivedComment:
    """One comment of an import; ``subject`` is the ref of what it is about, once that has been brought in.

    ``said_at`` has a time zone. ``author_id`` is the author's key there; empty if unknown.
    """

    source_id: str
    subject: str
    body: str
    said_at: datetime
    author_id: str = ""
    author_name: str = ""
    is_html: bool = False
    url: str = ""


@dataclass
class CommentBatch(Batch):
    """A batch of comments: also the keys of those that are new here, and the words of before of those that changed."""

    fresh: list[int] = field(default_factory=list)
    before: dict[int, tuple[str, str]] = field(default_factory=dict)
