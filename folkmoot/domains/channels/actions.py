"""Bringing voices in: batch by batch, each with its position, so that a crash repeats and loses nothing."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from django.db import transaction

from folkmoot.activity.stream import record
from folkmoot.domains.communities.models import Community
from folkmoot.domains.discussions.actions import bring_in as bring_in_comments
from folkmoot.domains.discussions.arrivals import ArrivedComment
from folkmoot.domains.ideas.actions import bring_in as bring_in_ideas
from folkmoot.domains.ideas.arrivals import ArrivedIdea
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock, events
from folkmoot.kit.batches import Batch

from . import activities, rules
from .importers import ArrivedReply, Located, NotThisFormat, Rejected, Row, shelf
from .models import Import, RejectedRow, State

BATCH = 500  # rows a transaction
MOST_REJECTED = 10_000  # rows kept by name; a file with more is not this format


@transaction.atomic
def prepare(
    community: Community, *, by: Person, format: str, files: Sequence[Path], names: Sequence[str] = ()
) -> Import:
    """Note what is to be brought in. Nothing is read yet."""
    rules.may_import(by, community).insist()
    return Import.objects.create(
        community=community,
        by=by,
        format=format,
        files=[str(file) for file in files],
        names=list(names) or [file.name for file in files],
        state=State.PREVIEW,
    )


@transaction.atomic
def start(one: Import, *, by: Person, rows: int | None = None) -> Import:
    """Let it run; the worker (or the command) does the rest. ``rows`` is how many there are, where known."""
    one = Import.objects.select_for_update(of=("self",)).select_related("community").get(pk=one.pk)
    rules.may_start(by, one).insist()
    one.state, one.rows = State.WAITING, rows
    one.save(update_fields=["state", "rows"])
    record(activities.STARTED, actor=by, object=one, context=one.community, format=one.format)
    return one


def run(one: Import) -> Import:
    """Bring all rows in that are not in yet. May be run again after a crash: it goes on where it was."""
    try:
        rows = shelf.take(one.format)().read([Path(file) for file in one.files])
    except (NotThisFormat, OSError) as problem:
        return fail(one, problem=str(problem))
    rows = islice(rows, one.position, None)
    while batch := list(islice(rows, BATCH)):
        one = take_in(one, batch, at=one.position)
    return finish(one)


class TakenOver(Exception):
    """Another worker has gone on with this import: this one lets it be."""


@transaction.atomic
def take_in(one: Import, rows: Sequence[Row], *, at: int) -> Import:
    """One batch, with its place in the file, in one transaction. Raises TakenOver if it is in already."""
    one = Import.objects.select_for_update(of=("self",)).select_related("community", "by").get(pk=one.pk)
    if one.position != at or one.is_over:
        raise TakenOver(f"{one} is at {one.position}, not at {at}")
    rejected = [row for row in rows if isinstance(row, Rejected)]
    located = [row for row in rows if isinstance(row, Located)]
    for batch, refused in (_take_ideas(one, located), _take_replies(one, located)):
        one.created += batch.created
        one.updated += batch.updated
        one.unchanged += batch.unchanged
        rejected += refused
    _keep_rejected(one, rejected)
    one.position += len(rows)
    one.state = State.RUNNING
    one.save()
    record(activities.ARRIVED, actor=one.by, object=one, context=one.community, rows=len(rows))
    _tell_pages(one)
    return one


def _take_ideas(one: Import, rows: Sequence[Located]) -> tuple[Batch, list[Rejected]]:
    ideas = {row.what.source_id: row for row in rows if isinstance(row.what, ArrivedIdea)}
    if not ideas:
        return Batch(), []
    arrived = [row.what for row in ideas.values() if isinstance(row.what, ArrivedIdea)]
    batch = bring_in_ideas(arrived, by=one.by, community=one.community, source=one.format)
    repeated = sum(isinstance(row.what, ArrivedIdea) for row in rows) - len(ideas)
    batch.unchanged += repeated
    return batch, [Rejected(ideas[key].where, why) for key, why in batch.refused.items()]


def _take_replies(one: Import, rows: Sequence[Located]) -> tuple[Batch, list[Rejected]]:
    replies = [(row.where, row.what) for row in rows if isinstance(row.what, ArrivedReply)]
    if not replies:
        return Batch(), []
    ideas = dict(
        Idea.objects.filter(
            community=one.community, source=one.format, source_id__in={reply.idea_id for _, reply in replies}
        ).values_list("source_id", "pk")
    )
    known = {reply.source_id: (where, reply) for where, reply in replies if reply.idea_id in ideas}
    batch = bring_in_comments(
        [_comment(reply, ideas[reply.idea_id]) for _, reply in known.values()],
        by=one.by,
        community=one.community,
        source=one.format,
    )
    orphans = [
        Rejected(f"{where}, column Idea ID", f"there is no idea {reply.idea_id} to comment on")
        for where, reply in replies
        if reply.idea_id not in ideas
    ]
    return batch, orphans + [Rejected(known[key][0], why) for key, why in batch.refused.items()]


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
    RejectedRow.objects.bulk_create(
        [RejectedRow(of=one, where=row.where[:400], why=row.why) for row in rejected[:room]]
    )
    one.rejected += len(rejected)


@transaction.atomic
def finish(one: Import) -> Import:
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


def preview(format: str, files: Sequence[Path], *, most: int = 8) -> tuple[list[Row], int]:
    """The first rows as they will be, and how many rows there are. Raises NotThisFormat."""
    rows: Iterator[Row] = shelf.take(format)().read(files)
    first = list(islice(rows, most))
    return first, len(first) + sum(1 for _ in rows)
