"""Ideas that follow their source: what changed there since, what changed here too, and the way back."""

from collections.abc import Sequence
from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext as _

from folkmoot.activity.models import Activity
from folkmoot.activity.stream import Happening, record, record_imported
from folkmoot.domains.communities.models import Community
from folkmoot.domains.communities.rules import may_manage
from folkmoot.domains.ideas import activities
from folkmoot.domains.ideas.arrivals import ArrivedIdea, Change, Conflict, Forecast
from folkmoot.domains.ideas.models import Idea, StateChange, Version
from folkmoot.domains.ideas.states import State
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.answers import insist_on_the_newest
from folkmoot.kit.refs import ref
from folkmoot.kit.seals import seal

from .steps import take

FOLLOWED = (
    "title", "body", "body_html", "version_number", "edited_at", "support_count", "imported_support_count", "state",
)  # fmt: skip


def follow_source(
    rows: Sequence[ArrivedIdea], known: dict[str, Idea], html: dict[str, str]
) -> tuple[list[Change], list[Conflict]]:
    """Follow what changed at the source since. What was changed, answered or claimed here is left alone, and named."""
    there = {row.source_id: row for row in rows if row.source_id in known and not row.is_only_named}
    others = {idea.pk: row for name, row in there.items() if _has_other_words(idea := known[name], row)}
    kept = _kept_here([idea for idea in known.values() if idea.pk in others])
    changes, conflicts = [], []
    for name, row in there.items():
        idea = known[name]
        if idea.author.has_left:
            continue  # whoever left is not brought back by a file
        why = kept.get(idea.pk, "")
        if why and not _said_so_before(idea, row):
            conflicts.append(
                Conflict(idea.pk, name, idea.version_number, row.title, row.body, html[name], why)
            )
        before = Change(idea.pk, idea.version_number, 0, idea.state, "", idea.imported_support_count, 0)
        if _follow(idea, row, html[name], has_words=idea.pk in others and not why):
            changes.append(_after(before, idea))
    _write_down([idea for idea in known.values() if idea.pk in {one.idea for one in changes}], changes)
    return changes, conflicts


def _has_other_words(idea: Idea, row: ArrivedIdea) -> bool:
    return idea.content != {"title": row.title, "body": row.body}


def _kept_here(ideas: Sequence[Idea]) -> dict[int, str]:
    """Why the words of these ideas are not theirs alone any more: edited, answered or claimed."""
    refs = [ref(idea) for idea in ideas]
    revised = set(
        Activity.objects.of(activities.REVISED).filter(object__in=refs).values_list("object", flat=True)
    )
    found = {}
    for idea in ideas:
        if ref(idea) in revised:
            found[idea.pk] = "edited"
        elif idea.is_answered:
            found[idea.pk] = "answered"
        elif idea.author.is_claimed or idea.author.merged_into_id:
            found[idea.pk] = "claimed"
    return found


def _said_so_before(idea: Idea, row: ArrivedIdea) -> bool:
    """Is this what the source had said last, before it was changed here? Then nothing is new there."""
    said = Activity.objects.filter(object=ref(idea)).filter(
        models.Q(verb=activities.UPDATED.name) | models.Q(verb=activities.PUBLISHED.name, is_imported=True)
    )
    number = max((one.get("version", 0) for one in said.values_list("details", flat=True)), default=0)
    return idea.versions.filter(number=number, title=row.title, body=row.body).exists()


def _follow(idea: Idea, row: ArrivedIdea, html: str, *, has_words: bool) -> bool:
    """Give the idea what is new there (not saved yet); whether anything was."""
    is_gone = row.is_withdrawn and idea.state == State.LIVE
    if not has_words and not is_gone and idea.imported_support_count == row.support_count:
        return False
    if has_words:
        idea.title, idea.body, idea.body_html = row.title, row.body, html
        idea.version_number += 1
        idea.edited_at = clock.now()
    if is_gone:
        idea.state = State.WITHDRAWN
    idea.support_count = max(0, idea.support_count + row.support_count - idea.imported_support_count)
    idea.imported_support_count = row.support_count
    return True


def _after(before: Change, idea: Idea) -> Change:
    return Change(
        idea.pk,
        before.version_before,
        idea.version_number,
        before.state_before,
        idea.state,
        before.support_before,
        idea.imported_support_count,
    )


def _write_down(ideas: Sequence[Idea], changes: Sequence[Change]) -> None:
    if not ideas:
        return
    change = {one.idea: one for one in changes}
    Idea.objects.bulk_update(ideas, FOLLOWED)
    reworded = [idea for idea in ideas if change[idea.pk].version != change[idea.pk].version_before]
    gone = [idea for idea in ideas if change[idea.pk].state != change[idea.pk].state_before]
    versions = Version.objects.bulk_create([version_of(idea) for idea in reworded])
    StateChange.objects.bulk_create(
        [StateChange(idea=idea, state=idea.state, by=idea.author) for idea in gone]
    )
    record_imported(updated(idea, one) for idea, one in zip(reworded, versions, strict=True))
    record_imported(withdrawal(idea) for idea in gone)


def version_of(idea: Idea) -> Version:
    """The words of the idea as they are now, as the version of its number (not saved yet)."""
    return Version(
        idea=idea,
        number=idea.version_number,
        title=idea.title,
        body=idea.body,
        body_html=idea.body_html,
        by=idea.author,
        written_at=idea.edited_at,
    )


def updated(idea: Idea, version: Version, *, by: Person | None = None) -> Happening:
    """It changed where it came from; somebody here stands behind it only where ``by`` says so."""
    return Happening(
        activities.UPDATED,
        actor=ref(by) if by else "",
        object=ref(idea),
        happened_at=version.written_at,
        context=f"communities.community/{idea.community_id}",
        seal=seal(idea.content, salt=version.salt),
        details={"version": version.number},
    )


def withdrawal(idea: Idea, *, at: datetime | None = None) -> Happening:
    """Its author withdrew it where it came from, then or (where that is not known) now."""
    return Happening(
        activities.WITHDRAWN,
        actor=ref(idea.author),
        object=ref(idea),
        happened_at=at,
        context=f"communities.community/{idea.community_id}",
    )


@transaction.atomic
def follow(
    idea: Idea, *, by: Person, title: str, body: str, body_html: str, after: int | None = None
) -> Idea:
    """Take the words of the source after all, as a new version; those of before stay readable beneath it.

    ``body_html`` is sanitised. Overtaken if there is a version since the one with the number ``after``.
    """
    idea = take(idea)
    may_manage(by, idea.community).insist()
    insist_on_the_newest(
        after, idea.version_number, because=_("It was changed here once more meanwhile: look again.")
    )
    idea.title, idea.body, idea.body_html = title, body, body_html
    idea.version_number += 1
    idea.edited_at = clock.now()
    idea.save()
    version = version_of(idea)
    version.save()
    sealed = seal(idea.content, salt=version.salt)
    record(
        activities.UPDATED, actor=by, object=idea, context=idea.community, seal=sealed, version=version.number
    )
    return idea


def foresee(rows: Sequence[ArrivedIdea], *, community: Community, source: str) -> Forecast:
    """What ``bring_in`` would make of these rows; nothing is written. Texts that are too long are not looked for."""
    known = {
        idea.source_id: idea
        for idea in Idea.objects.select_related("author").filter(
            community=community, source=source, source_id__in=[row.source_id for row in rows]
        )
    }
    there = {row.source_id: row for row in rows}
    kept = _kept_here([idea for name, idea in known.items() if _has_other_words(idea, there[name])])
    seen = Forecast(created=sum(name not in known for name in there))
    for name, idea in known.items():
        row = there[name]
        is_same = not _has_other_words(idea, row) and idea.imported_support_count == row.support_count
        if (
            row.is_only_named
            or idea.author.has_left
            or is_same
            and not (row.is_withdrawn and idea.state == State.LIVE)
        ):
            seen.unchanged += 1
        elif idea.pk in kept:
            is_old = _said_so_before(idea, row)
            seen.unchanged += is_old
            seen.conflicts += not is_old
        else:
            seen.updated += 1
    seen.unchanged += len(rows) - len(there)
    return seen
