"""What ideas hold about somebody, and how it goes."""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.domains.people.models import Person
from folkmoot.kit.subjects import Record, erases, gives, holds, record
from folkmoot.kit.uploads import place_of

from . import actions
from .models import Idea, IdeaQuerySet, Merge, Picture, StateChange, Support, Version
from .states import State


@holds(
    "ideas",
    label=gettext_lazy("My ideas and supports"),
    covers=(
        "ideas.idea",
        "ideas.version",
        "ideas.statechange",
        "ideas.support",
        "ideas.merge",
    ),
)
def ideas(person: Person) -> Iterator[Record]:
    """Their words in every version; of the ideas of others only the address: their words are theirs."""
    for idea in Idea.objects.by(person).select_related("community").order_by("pk").iterator(chunk_size=500):
        yield record(
            "idea",
            title=idea.title,
            address=idea.get_absolute_url(),
            moment=idea.created_at,
            community=idea.community.name,
            state=idea.state,
            moderation=idea.moderation,
            body=idea.body,
            supports=idea.support_count + idea.imported_support_count,
            source=idea.source,
            source_id=idea.source_id,
            source_url=idea.source_url,
        )
    for version in Version.objects.filter(by=person).order_by("pk").iterator(chunk_size=500):
        yield record(
            "version",
            title=version.title,
            address=_page_of(version.idea_id),
            moment=version.written_at,
            number=version.number,
            body=version.body,
            salt=version.salt,
        )
    for step in StateChange.objects.filter(by=person).order_by("pk").iterator(chunk_size=500):
        yield record(
            "step", address=_page_of(step.idea_id), moment=step.at, state=step.state, reason=step.reason
        )
    for word in Support.objects.filter(person=person).order_by("pk").iterator(chunk_size=500):
        yield record(
            "support",
            address=_page_of(word.idea_id),
            moment=word.at,
            is_given=word.is_given,
            version=word.version_number,
            salt=word.salt,
        )
    for merge in Merge.objects.filter(by=person).order_by("pk").iterator(chunk_size=500):
        yield record(
            "merge",
            address=_page_of(merge.idea_id),
            moment=merge.proposed_at,
            into=_page_of(merge.into_id),
            state=merge.state,
            reason=merge.reason,
        )


@gives("ideas")
def given(person: Person) -> Iterator[str]:
    for pk in Idea.objects.by(person).order_by("pk").values_list("pk", flat=True).iterator(chunk_size=500):
        yield f"ideas.idea/{pk}"


@erases("ideas")
def forget(person: Person, *, by: Person, takes_texts: bool) -> None:
    """Salts of supports go, so that no seal points to a vote; drafts are emptied; texts go if they take them."""
    Support.objects.filter(person=person).exclude(salt="").update(salt="")
    StateChange.objects.filter(by=person, idea__author=person).exclude(reason="").update(reason="")
    Merge.objects.filter(by=person).exclude(reason="").update(reason="")
    mine = Idea.objects.by(person)
    unseen = Q(state=State.DRAFT) | Q(state=State.WITHDRAWN, published_at=None)
    _empty(mine.filter(unseen), title="")
    if takes_texts:
        _empty(mine.exclude(unseen), title=_("Taken back by its author"))
    mine.update(source_url="")


def _empty(ideas: IdeaQuerySet, *, title: str) -> None:
    Version.objects.filter(idea__in=ideas).update(title=title, body="", body_html="", salt="")
    ideas.filter(state=State.WITHDRAWN).update(title=title or _("Withdrawn"), body="", body_html="")
    ideas.exclude(state=State.WITHDRAWN).update(title=title, body="", body_html="")


def _page_of(idea: int) -> str:
    return Idea(pk=idea).get_absolute_url()


@holds("ideas_pictures", label=gettext_lazy("My pictures"), covers=("ideas.picture",))
def pictures(person: Person) -> Iterator[Record]:
    """Each with its address, at which its owner finds the picture itself."""
    for one in Picture.objects.filter(by=person).order_by("pk").iterator(chunk_size=500):
        yield record(
            "picture",
            title=one.alt,
            address=one.get_absolute_url(),
            moment=one.at,
            idea=_page_of(one.idea_id),
            sha256=one.digest,
            file=str(place_of(one.digest).relative_to(settings.MEDIA_ROOT)),
            salt=one.salt,
        )


@erases("ideas_pictures", order=40)
def forget_pictures(person: Person, *, by: Person, takes_texts: bool) -> None:
    """Pictures of drafts go, and all pictures if they take their texts: rows, words, salts and files."""
    mine = Picture.objects.filter(by=person)
    unseen = Q(idea__state=State.DRAFT) | Q(idea__state=State.WITHDRAWN, idea__published_at=None)
    for one in mine if takes_texts else mine.filter(unseen):
        actions.remove(one)
