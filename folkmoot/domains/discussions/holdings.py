"""What discussions hold about somebody, and how it goes."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.domains.people.models import Person
from folkmoot.kit.markdown import html_of
from folkmoot.kit.subjects import Record, erases, gives, holds, record

from .models import Comment, OfficialAnswer


@holds(
    "discussions",
    label=gettext_lazy("What I said"),
    covers=("discussions.comment", "discussions.officialanswer"),
)
def said(person: Person) -> Iterator[Record]:
    """Their own words; what they spoke of is named by its ref, for its words are another's."""
    for comment in Comment.objects.by(person).order_by("pk").iterator(chunk_size=500):
        yield record(
            "comment",
            address=comment.get_absolute_url(),
            moment=comment.said_at,
            about=comment.subject,
            body=comment.body,
            moderation=comment.moderation,
            taken_back_at=comment.taken_back_at.isoformat() if comment.taken_back_at else None,
            source=comment.source,
            source_id=comment.source_id,
            source_url=comment.source_url,
            salt=comment.salt,
        )
    for answer in OfficialAnswer.objects.filter(by=person).order_by("pk").iterator(chunk_size=500):
        yield record(
            "official answer",
            moment=answer.answered_at,
            about=answer.subject,
            outcome=answer.outcome,
            reason=answer.reason,
        )


@gives("discussions")
def given(person: Person) -> Iterator[str]:
    for pk in Comment.objects.by(person).order_by("pk").values_list("pk", flat=True).iterator(chunk_size=500):
        yield f"discussions.comment/{pk}"


@erases("discussions")
def forget(person: Person, *, by: Person, takes_texts: bool) -> None:
    """What was taken back goes for good; what stands keeps its place, so that counts stay. Official answers stand."""
    mine = Comment.objects.by(person)
    mine.exclude(taken_back_at=None).update(body="", body_html="", salt="")
    if takes_texts:
        words = _("Taken back by its author")
        mine.filter(taken_back_at=None).update(body=words, body_html=html_of(words), salt="")
    mine.update(source_url="")
