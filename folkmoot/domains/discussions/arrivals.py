"""The shape of a comment that comes from another system."""

from dataclasses import dataclass
from datetime import datetime


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
