"""Foreseeing: what an import would make of its rows, told before anything is brought in. Nothing is written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.discussions.arrivals import ArrivedComment
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.ideas.actions.arriving import with_a_title_that_fits
from folkmoot.domains.ideas.arrivals import ArrivedIdea
from folkmoot.domains.ideas.models import Idea
from folkmoot.kit.markdown import MOST_BYTES

from .importers import ArrivedReply, Located, Rejected, Row, shelf
from .matching import plan_of
from .models import Import, State
from .plans import source_of

SHOWN = 8
NAMED = 5  # rows that cannot be taken
MOST = 10_000  # rows that are looked at while somebody waits
PIECE = 500


@dataclass
class Foreseen:
    """The first rows, and what would become of those that were looked at; ``is_whole``: that are all."""

    rows: list[Row] = field(default_factory=list)
    cannot: list[Rejected] = field(default_factory=list)
    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    conflicts: int = 0
    rejected: int = 0
    is_whole: bool = True


def foresee(one: Import) -> Foreseen:
    """Look at up to 10,000 rows. Raises NotThisFormat where no row can be read."""
    importer = shelf.take(one.format)
    plan = plan_of(one) if importer.is_matched else None
    source = source_of(plan.name, one.community_id) if plan else one.source
    rows = importer(plan.to_json() if plan else {}).read([Path(file) for file in one.files])
    seen = Foreseen()
    here: set[str] = set()
    while seen.read < MOST and (piece := list(islice(rows, PIECE))):
        seen.rows += piece[: SHOWN - len(seen.rows)]
        seen.read += len(piece)
        _count(seen, one, source, piece, here)
    seen.is_whole = seen.read < MOST or next(rows, None) is None
    return seen


def _count(seen: Foreseen, one: Import, source: str, piece: Sequence[Row], here: set[str]) -> None:
    cannot = [row for row in piece if isinstance(row, Rejected)]
    located = [row for row in piece if isinstance(row, Located)]
    too_long = [row for row in located if len(row.what.body.encode(errors="replace")) > MOST_BYTES]
    cannot += [
        Rejected(row.where, "this text is too long: at most 20,000 bytes", row.origin) for row in too_long
    ]
    fitting = [row for row in located if row not in too_long]
    _count_ideas(seen, one, source, [row.what for row in fitting if isinstance(row.what, ArrivedIdea)], here)
    cannot += _count_replies(seen, one, source, fitting, here)
    seen.rejected += len(cannot)
    seen.cannot += cannot[: NAMED - len(seen.cannot)]


def _count_ideas(seen: Foreseen, one: Import, source: str, rows: list[ArrivedIdea], here: set[str]) -> None:
    here |= {row.source_id for row in rows}
    what = ideas.foresee(
        [with_a_title_that_fits(row) for row in rows], community=one.community, source=source
    )
    seen.created += what.created
    seen.updated += what.updated
    seen.unchanged += what.unchanged
    seen.conflicts += what.conflicts


def _count_replies(
    seen: Foreseen, one: Import, source: str, rows: Sequence[Located], here: set[str]
) -> list[Rejected]:
    replies = [(row, row.what) for row in rows if isinstance(row.what, ArrivedReply)]
    named = {reply.idea_id for _, reply in replies} - here
    found = Idea.objects.filter(community=one.community, source=source, source_id__in=named)
    known = here | set(found.values_list("source_id", flat=True))
    arrived = [
        ArrivedComment(reply.source_id, "", reply.body, reply.said_at)
        for _, reply in replies
        if reply.idea_id in known
    ]
    created, updated, unchanged = discussions.foresee(arrived, community=one.community, source=source)
    seen.created += created
    seen.updated += updated
    seen.unchanged += unchanged
    return [
        Rejected(
            f"{row.where}, column {row.names_idea}",
            f"there is no idea {reply.idea_id} to comment on",
            row.origin,
        )
        for row, reply in replies
        if reply.idea_id not in known
    ]


def earlier(one: Import) -> Import | None:
    """The import that brought one of these files in before, under whatever name."""
    if not one.digests:
        return None
    return (
        Import.objects.filter(community=one.community, state=State.DONE, digests__contained_by=one.digests)
        .exclude(pk=one.pk)
        .exclude(digests=[])
        .order_by("-id")
        .first()
    )
