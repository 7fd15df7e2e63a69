"""All that is said. Nothing else in the house writes to these tables."""

from collections.abc import Sequence

from django.db import models, transaction
from django.utils.translation import gettext as _

from folkmoot.activity.stream import Happening, record, record_imported, record_many
from folkmoot.domains.communities.actions import join_by_taking_part
from folkmoot.domains.communities.models import Community
from folkmoot.domains.communities.rules import may_manage
from folkmoot.domains.people.actions import bring_in_authors
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused
from folkmoot.kit.batches import Batch, html_of_rows
from folkmoot.kit.markdown import html_of
from folkmoot.kit.refs import ref
from folkmoot.kit.seals import seal

from . import activities, rules
from .arrivals import ArrivedComment
from .models import Comment, OfficialAnswer, Outcome


@transaction.atomic
def post(
    subject: models.Model, *, by: Person, community: Community, body: str, parent: Comment | None = None
) -> Comment:
    """Say something about a thing, or in answer to somebody."""
    rules.may_post(by, community).insist()
    if not body.strip():
        raise Refused(_("Write something first."))
    join_by_taking_part(community, by=by)
    comment = Comment.objects.create(
        subject=ref(subject),
        community=community,
        parent=parent,
        author=by,
        body=body.strip(),
        body_html=html_of(body),
    )
    record(
        activities.POSTED,
        actor=by,
        object=comment,
        target=subject,
        context=community,
        seal=_seal(comment),
    )
    return comment


@transaction.atomic
def take_back(comment: Comment, *, by: Person) -> Comment:
    """Take back what one said: the words go, the place in the talk stays."""
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    rules.may_take_back(by, comment).insist()
    comment.body = comment.body_html = ""
    comment.taken_back_at = clock.now()
    comment.save(update_fields=["body", "body_html", "taken_back_at"])
    record(activities.TAKEN_BACK, actor=by, object=comment, target=comment.subject, context=comment.community)
    return comment


@transaction.atomic
def answer(
    subject: models.Model | str,
    *,
    by: Person,
    community: Community,
    reason: str,
    outcome: str = Outcome.STATEMENT,
    cause: models.Model | str = "",
) -> OfficialAnswer:
    """Speak for the organisation on a thing, always with a reason; ``cause`` is what led to it, such as an insight."""
    return answer_many([subject], by=by, community=community, reason=reason, outcome=outcome, cause=cause)[0]


@transaction.atomic
def answer_many(
    subjects: Sequence[models.Model | str],
    *,
    by: Person,
    community: Community,
    reason: str,
    outcome: str = Outcome.STATEMENT,
    cause: models.Model | str = "",
) -> list[OfficialAnswer]:
    """The same statement on many things at once, under each of them with a seal of its own."""
    rules.may_answer(by, community).insist()
    if not reason.strip():
        raise Refused(_("An answer has a reason. Write it for those who asked."))
    html = html_of(reason)
    said = [
        OfficialAnswer(
            subject=ref(subject),
            community=community,
            by=by,
            outcome=outcome,
            reason=reason.strip(),
            reason_html=html,
            cause=ref(cause),
        )
        for subject in subjects
    ]
    OfficialAnswer.objects.bulk_create(said, batch_size=500)
    record_many(_answered(one) for one in said)
    return said


def _answered(said: OfficialAnswer) -> Happening:
    content = {"subject": said.subject, "outcome": said.outcome, "reason": said.reason}
    return Happening(
        activities.ANSWERED,
        actor=ref(said.by),
        object=said.subject,
        target=said.cause,
        context=ref(said.community),
        seal=seal(content, salt=said.salt),
        details={"outcome": said.outcome},
    )


@transaction.atomic
def bring_in(rows: Sequence[ArrivedComment], *, by: Person, community: Community, source: str) -> Batch:
    """Write down some 500 comments of another system in one transaction; nobody is told.

    What is here already is left alone. Raises Refused if ``by`` does not manage the community.
    """
    may_manage(by, community).insist()
    html, refused = html_of_rows(rows)
    taken = list({row.source_id: row for row in rows if row.source_id in html}.values())
    known = dict(
        Comment.objects.filter(community=community, source=source, source_id__in=list(html)).values_list(
            "source_id", "pk"
        )
    )
    fresh_rows = [row for row in taken if row.source_id not in known]
    authors = bring_in_authors(fresh_rows, source=source)
    fresh = [
        _comment(row, html[row.source_id], author=authors[row.author_id], source=source) for row in fresh_rows
    ]
    for comment in fresh:
        comment.community = community
    Comment.objects.bulk_create(fresh, batch_size=500)
    record_imported(_happening(comment) for comment in fresh)
    return Batch(
        created=len(fresh),
        unchanged=len(taken) - len(fresh),
        keys=known | {comment.source_id: comment.pk for comment in fresh},
        refused=refused,
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


def _happening(comment: Comment) -> Happening:
    return Happening(
        activities.POSTED,
        actor=ref(comment.author),
        object=ref(comment),
        target=comment.subject,
        context=ref(comment.community),
        happened_at=comment.said_at,
        seal=_seal(comment),
    )


def _seal(comment: Comment) -> str:
    return seal({"subject": comment.subject, "body": comment.body}, salt=comment.salt)
