"""Bringing voices in: batch by batch, each with its position, so that a crash repeats and loses nothing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.db.models import Sum, TextField
from django.db.models.functions import Cast, Length

from folkmoot.activity.stream import record
from folkmoot.domains.communities.models import Community
from folkmoot.domains.discussions.actions import bring_in as bring_in_comments
from folkmoot.domains.discussions.arrivals import ArrivedComment, CommentBatch
from folkmoot.domains.ideas.actions import bring_in as bring_in_ideas
from folkmoot.domains.ideas.arrivals import ArrivedIdea, IdeaBatch
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock, events

from . import activities, rules
from .claiming import ask, confirm, refuse
from .importers import ArrivedReply, Located, NotThisFormat, Rejected, Row, shelf
from .matching import match, plan_of, remember
from .models import Arrival, Import, RejectedRow, State
from .settling import keep, keep_all, note_conflicts, take, take_all
from .undoing import undo

__all__ = [
    "ask",
    "confirm",
    "count",
    "fail",
    "finish",
    "keep",
    "keep_all",
    "match",
    "prepare",
    "refuse",
    "resume",
    "run",
    "start",
    "stop",
    "take",
    "take_all",
    "take_in",
    "undo",
]

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
BATCH = 500  # rows a transaction
MOST_REJECTED = 10_000  # rows kept by name; a file with more is not this format
MOST_KEPT = 2_000_000  # letters of their cells, of one import: what a page may give in one answer


@transaction.atomic
def prepare(
    community: Community,
    *,
    by: Person,
    format: str,
    files: Sequence[Path],
    names: Sequence[str] = (),
    digests: Sequence[str] = (),
) -> Import:
    """Note what is to be brought in; ``digests`` are the SHA-256 of the files. Nothing is read yet."""
    rules.may_import(by, community).insist()
    return Import.objects.create(
        community=community,
        by=by,
        format=format,
        files=[str(file) for file in files],
        names=list(names) or [file.name for file in files],
        digests=list(digests),
        source="" if shelf.take(format).is_matched else format,
        state=State.PREVIEW,
    )


@transaction.atomic
def start(one: Import, *, by: Person, rows: int | None = None) -> Import:
    """Let it run; the worker (or the command) does the rest. ``rows`` is how many there are, where known."""
    one = _locked(one)
    rules.may_start(by, one).insist()
    if shelf.take(one.format).is_matched:
        remember(one, plan_of(one))
    one.state, one.rows = State.WAITING, rows
    one.save(update_fields=["state", "rows", "plan", "source"])
    record(activities.STARTED, actor=by, object=one, context=one.community, format=one.format)
    return one


@transaction.atomic
def stop(one: Import, *, by: Person) -> Import:
    """Bring no more in: the batch under way is finished first, and what is in stays."""
    one = _locked(one)
    rules.may_stop(by, one).insist()
    one.state, one.finished_at = State.STOPPED, clock.now()
    one.save(update_fields=["state", "finished_at"])
    record(activities.STOPPED, actor=by, object=one, context=one.community, rows=one.position)
    _tell_pages(one)
    return one


@transaction.atomic
def resume(one: Import, *, by: Person) -> Import:
    """Go on after the last row that is in."""
    one = _locked(one)
    rules.may_resume(by, one).insist()
    one.state, one.finished_at, one.problem = State.WAITING, None, ""
    one.save(update_fields=["state", "finished_at", "problem"])
    record(activities.RESUMED, actor=by, object=one, context=one.community, rows=one.position)
    return one


def _locked(one: Import) -> Import:
    return Import.objects.select_for_update(of=("self",)).select_related("community", "by").get(pk=one.pk)


def run(one: Import) -> Import:
    """Bring all rows in that are not in yet. May be run again after a crash: it goes on where it was."""
    try:
        rows = islice(_rows_of(one), one.position, None)
        while batch := list(islice(rows, BATCH)):
            one = take_in(one, batch, at=one.position)
    except (NotThisFormat, OSError) as problem:
        return fail(one, problem=str(problem))
    return finish(one)


def _rows_of(one: Import) -> Iterator[Row]:
    return shelf.take(one.format)(one.plan).read([Path(file) for file in one.files])


def count(one: Import) -> Import:
    """How many rows there are, where that was too many to count while somebody waited."""
    try:
        rows = sum(1 for _ in _rows_of(one))
    except (NotThisFormat, OSError):
        return one  # bringing it in will say what is wrong
    Import.objects.filter(pk=one.pk).update(rows=rows)
    one.rows = rows
    return one


class TakenOver(Exception):
    """Another worker has gone on with this import, or somebody stopped it: this one lets it be."""


@transaction.atomic
def take_in(one: Import, rows: Sequence[Row], *, at: int) -> Import:
    """One batch, with its place in the file, in one transaction. Raises TakenOver if it is in already."""
    one = _locked(one)
    if one.position != at or one.is_over:
        raise TakenOver(f"{one} is at {one.position}, not at {at}")
    rejected = [row for row in rows if isinstance(row, Rejected)]
    located = [row for row in rows if isinstance(row, Located)]
    ideas, refused_ideas = _take_ideas(one, located)
    comments, refused_comments = _take_replies(one, located)
    for batch in (ideas, comments):
        one.created += batch.created
        one.updated += batch.updated
        one.unchanged += batch.unchanged
    conflicts = note_conflicts(one, ideas.conflicts)
    one.conflicted += conflicts
    one.unchanged += len(ideas.conflicts) - conflicts
    _note_arrival(one, ideas, comments)
    _keep_rejected(one, [*rejected, *refused_ideas, *refused_comments])
    one.position += len(rows)
    one.state = State.RUNNING
    one.save()
    record(activities.ARRIVED, actor=one.by, object=one, context=one.community, rows=len(rows))
    _tell_pages(one)
    return one


def _note_arrival(one: Import, ideas: IdeaBatch, comments: CommentBatch) -> None:
    """What there is to undo, should somebody want it."""
    if ideas.fresh or comments.fresh or ideas.changes or comments.before:
        Arrival.objects.create(
            of=one,
            ideas=ideas.fresh,
            comments=comments.fresh,
            changes=[astuple(change) for change in ideas.changes],
            before={str(key): words for key, words in comments.before.items()},
        )


def _take_ideas(one: Import, rows: Sequence[Located]) -> tuple[IdeaBatch, list[Rejected]]:
    ideas = {row.what.source_id: row for row in rows if isinstance(row.what, ArrivedIdea)}
    if not ideas:
        return IdeaBatch(), []
    arrived = [row.what for row in ideas.values() if isinstance(row.what, ArrivedIdea)]
    batch = bring_in_ideas(arrived, by=one.by, community=one.community, source=one.source)
    repeated = sum(isinstance(row.what, ArrivedIdea) for row in rows) - len(ideas)
    batch.unchanged += repeated
    return batch, [Rejected(ideas[key].where, why, ideas[key].origin) for key, why in batch.refused.items()]


def _take_replies(one: Import, rows: Sequence[Located]) -> tuple[CommentBatch, list[Rejected]]:
    replies = [(row, row.what) for row in rows if isinstance(row.what, ArrivedReply)]
    if not replies:
        return CommentBatch(), []
    ideas = dict(
        Idea.objects.filter(
            community=one.community, source=one.source, source_id__in={reply.idea_id for _, reply in replies}
        ).values_list("source_id", "pk")
    )
    known = {reply.source_id: (row, reply) for row, reply in replies if reply.idea_id in ideas}
    batch = bring_in_comments(
        [_comment(reply, ideas[reply.idea_id]) for _, reply in known.values()],
        by=one.by,
        community=one.community,
        source=one.source,
    )
    orphans = [
        Rejected(
            f"{row.where}, column {row.names_idea}" if row.names_idea else row.where,
            f"there is no idea {reply.idea_id} to comment on",
            row.origin,
        )
        for row, reply in replies
        if reply.idea_id not in ideas
    ]
    refused = [(known[key][0], why) for key, why in batch.refused.items()]
    return batch, orphans + [Rejected(row.where, why, row.origin) for row, why in refused]


def _comment(reply: ArrivedReply, idea: int) -> ArrivedComment:
    return ArrivedComment(
        source_id=reply.source_id,
        subject=f"ideas.idea/{idea}",
        body=reply.body,
        said_at=reply.said_at,
        author_id=reply.author_id,
        author_name=reply.author_name,
        is_html=reply.is_html,
        url=reply.url,
    )


def _keep_rejected(one: Import, rejected: Sequence[Rejected]) -> None:
    room = max(0, MOST_REJECTED - one.rejected)
    one.rejected += len(rejected)
    if not (kept := rejected[:room]):
        return
    letters = one.rejected_rows.aggregate(sum=Sum(Length(Cast("cells", TextField()))))["sum"] or 0
    rows = []
    for row in kept:
        cells = [[_storable(name), _storable(cell)] for name, cell in row.origin.cells]
        letters += sum(len(name) + len(cell) for name, cell in cells)
        rows.append(
            RejectedRow(
                of=one,
                where=_storable(row.where)[:400],
                why=_storable(row.why),
                table=_storable(row.origin.table)[:200],
                cells=cells if letters <= MOST_KEPT else [],
            )
        )
    RejectedRow.objects.bulk_create(rows)


def _storable(text: str) -> str:
    """PostgreSQL keeps neither NUL nor half a letter: a sign stands for each."""
    return _UNSTORABLE.sub("\ufffd", text)


@transaction.atomic
def finish(one: Import) -> Import:
    """All rows are in. Raises TakenOver where somebody stopped it after the last of them."""
    one = _locked(one)
    if one.is_over:
        raise TakenOver(f"{one} is over")
    one.state, one.finished_at = State.DONE, clock.now()
    one.save(update_fields=["state", "finished_at"])
    record(
        activities.FINISHED,
        actor=one.by,
        object=one,
        context=one.community,
        created=one.created,
        updated=one.updated,
        unchanged=one.unchanged,
        rejected=one.rejected,
    )
    _tell_pages(one)
    return one


@transaction.atomic
def fail(one: Import, *, problem: str) -> Import:
    """The files are not what they were said to be; what is in already stays."""
    one.state, one.finished_at, one.problem = State.FAILED, clock.now(), problem
    one.save(update_fields=["state", "finished_at", "problem"])
    record(activities.FAILED, actor=one.by, object=one, context=one.community)
    _tell_pages(one)
    return one


def _tell_pages(one: Import) -> None:
    events.publish(
        one.topic,
        value=one.position,
        most=one.rows or one.position,
        words=f"{one.position:,}",
        done=int(one.is_over),
    )
