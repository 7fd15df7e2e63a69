"""The shape of an idea that comes from another system."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class ArrivedIdea:
    """One idea of an import. ``body`` is Markdown (or plain text), or HTML where ``is_html``.

    ``given_at`` has a time zone. ``author_id`` is the author's key there, such as a user name; empty if unknown.
    ``support_count`` is the other system's own count: shown as such, since its voters are not known here.
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
