"""All that is said. Nothing else in the house writes to these tables."""

from collections.abc import Sequence

from django.db import models, transaction
from django.utils.translation import gettext as _

from folkmoot.activity.stream import Happening, record, record_many
from folkmoot.domains.communities.actions import join_by_taking_part
from folkmoot.domains.communities.models import Community
from folkmoot.domains.communities.rules import must_wait
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused
from folkmoot.kit.markdown import html_of
from folkmoot.kit.oversight import Moderation
from folkmoot.kit.refs import ref
from folkmoot.kit.seals import seal

from . import activities, rules
from .arriving import bring_in, foresee, put_back, take_out
from .models import Comment, OfficialAnswer, Outcome
from .moderating import hide, let_pass, restore, sealed

__all__ = [
    "answer",
    "answer_many",
    "bring_in",
    "foresee",
    "hide",
    "let_pass",
    "post",
    "put_back",
    "restore",
    "take_back",
    "take_out",
]


@transaction.atomic
def post(
    subject: models.Model, *, by: Person, community: Community, body: str, parent: Comment | None = None
) -> Comment:
    """Say something about a thing, or in answer to somebody."""
    rules.may_post(by, community, subject).insist()
    if not body.strip():
        raise Refused(_("Write something first."))
    if parent is not None and parent.subject != ref(subject):
        raise Refused(_("This answers a comment on something else."))
    join_by_taking_part(community, by=by)
    is_held = must_wait(by, community, body)
    comment = Comment.objects.create(
        subject=ref(subject),
        community=community,
        parent=parent,
        author=by,
        body=body.strip(),
        body_html=html_of(body),
        moderation=Moderation.HELD if is_held else Moderation.CLEAR,
    )
    if is_held:
        record(activities.HELD, actor=by, object=comment, target=subject, context=community)
    else:
        record(
            activities.POSTED,
            actor=by,
            object=comment,
            target=subject,
            context=community,
            seal=sealed(comment),
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
