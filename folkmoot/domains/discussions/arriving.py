"""Comments that come from another system, in bulk, and the way back; nobody is told."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from folkmoot.activity.stream import Happening, record_imported, record_many
from folkmoot.activity.vocabulary import Verb
from folkmoot.domains.communities.models import Community
from folkmoot.domains.communities.rules import may_manage
from folkmoot.domains.people.actions import bring_in_authors
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.batches import html_of_rows
from folkmoot.kit.refs import ref
from folkmoot.kit.seals import fresh_salt

from . import activities, rules
from .arrivals import ArrivedComment, CommentBatch
from .models import Comment
from .moderating import sealed


@transaction.atomic
def bring_in(
    rows: Sequence[ArrivedComment], *, by: Person, community: Community, source: str
) -> CommentBatch:
    """Write down some 500 comments of another system in one transaction; nobody is told.

    What is here already has its words of there, unless it was taken back, hidden or claimed here. Raises Refused if
    ``by`` does not manage the community.
    """
    may_manage(by, community).insist()
    html, refused = html_of_rows(rows)
    taken = list({row.source_id: row for row in rows if row.source_id in html}.values())
    known = {
        comment.source_id: comment
        for comment in Comment.objects.select_for_update(of=("self",))
        .select_related("author")
        .filter(community=community, source=source, source_id__in=list(html))
    }
    fresh_rows = [row for row in taken if row.source_id not in known]
    authors = bring_in_authors(fresh_rows, source=source)
    fresh = [
        _comment(row, html[row.source_id], author=authors[row.author_id], source=source) for row in fresh_rows
    ]
    for comment in fresh:
        comment.community = community
    Comment.objects.bulk_create(fresh, batch_size=500)
    record_imported(_happening(activities.POSTED, one, actor=ref(one.author)) for one in fresh)
    before = _follow(taken, known, html)
    return CommentBatch(
        created=len(fresh),
        updated=len(before),
        unchanged=len(taken) - len(fresh) - len(before),
        keys={name: comment.pk for name, comment in known.items()} | {one.source_id: one.pk for one in fresh},
        refused=refused,
        fresh=[comment.pk for comment in fresh],
        before=before,
    )


def _comment(row: ArrivedComment, html: str, *, author: Person, source: str) -> Comment:
    return Comment(
        subject=row.subject,
        author=author,
        body=row.body,
        body_html=html,
        said_at=row.said_at,
        source=source,
        source_id=row.source_id,
        source_url=row.url[:500],
    )


def _happening(verb: Verb, comment: Comment, *, actor: str = "", is_now: bool = False) -> Happening:
    return Happening(
        verb,
        actor=actor,
        object=ref(comment),
        target=comment.subject,
        context=f"communities.community/{comment.community_id}",
        happened_at=None if is_now else comment.said_at,
        seal=sealed(comment) if comment.salt else "",
    )


def _has_changed(comment: Comment, row: ArrivedComment) -> bool:
    is_ours = comment.author.is_claimed or comment.author.merged_into_id or comment.author.has_left
    return comment.body != row.body and comment.taken_back_at is None and comment.is_clear and not is_ours


def _follow(
    rows: Sequence[ArrivedComment], known: Mapping[str, Comment], html: Mapping[str, str]
) -> dict[int, tuple[str, str]]:
    """Follow what changed at the source since; the words of before, by our key."""
    before = {}
    changed = []
    for row in rows:
        comment = known.get(row.source_id)
        if comment is None or not _has_changed(comment, row):
            continue
        before[comment.pk] = (comment.body, comment.body_html)
        comment.body, comment.body_html, comment.salt = row.body, html[row.source_id], fresh_salt()
        changed.append(comment)
    Comment.objects.bulk_update(changed, ["body", "body_html", "salt"])
    record_imported(_happening(activities.UPDATED, one, is_now=True) for one in changed)
    return before


def foresee(rows: Sequence[ArrivedComment], *, community: Community, source: str) -> tuple[int, int, int]:
    """How many of these would be new, changed and unchanged, were they brought in now."""
    there = {row.source_id: row for row in rows}
    known = Comment.objects.select_related("author").filter(
        community=community, source=source, source_id__in=list(there)
    )
    here = {comment.source_id: comment for comment in known}
    changed = sum(_has_changed(comment, there[name]) for name, comment in here.items())
    return len(there) - len(here), changed, len(rows) - (len(there) - len(here)) - changed


@transaction.atomic
def take_out(comments: Sequence[int], *, by: Person, community: Community) -> int:
    """Some 500 imported comments go: their words, salts and keys there with them. The place stays, as taken back.

    So the same rows may be brought in anew. Raises Refused, naming one, if somebody has touched any of them here.
    """
    may_manage(by, community).insist()
    taken = list(
        Comment.objects.select_for_update(of=("self",))
        .filter(community=community, pk__in=comments)
        .order_by("pk")
    )
    rules.may_take_out(taken).insist()
    Comment.objects.filter(pk__in=[one.pk for one in taken]).update(
        body="", body_html="", salt="", taken_back_at=clock.now(), source="", source_id="", source_url=""
    )
    record_many(  # what understood them hears of it, and forgets
        Happening(
            activities.TAKEN_OUT, actor=ref(by), object=ref(one), target=one.subject, context=ref(community)
        )
        for one in taken
    )
    return len(taken)


@transaction.atomic
def put_back(before: Mapping[int, tuple[str, str]], *, by: Person, community: Community) -> int:
    """Comments that an import updated have their words of before again."""
    may_manage(by, community).insist()
    found = list(
        Comment.objects.select_for_update(of=("self",)).filter(
            community=community, pk__in=before, taken_back_at=None
        )
    )
    for comment in found:
        comment.body, comment.body_html = before[comment.pk]
        comment.salt = fresh_salt()
    Comment.objects.bulk_update(found, ["body", "body_html", "salt"])
    record_imported(_happening(activities.UPDATED, one, actor=ref(by), is_now=True) for one in found)
    return len(found)
