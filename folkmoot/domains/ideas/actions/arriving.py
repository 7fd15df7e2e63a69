"""Ideas that come from another system, in bulk; nobody is told."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.utils.html import escape

from folkmoot.activity.stream import Happening, record_imported
from folkmoot.domains.communities.models import Community
from folkmoot.domains.communities.rules import may_manage
from folkmoot.domains.ideas import activities
from folkmoot.domains.ideas.arrivals import ArrivedIdea, IdeaBatch
from folkmoot.domains.ideas.models import TITLE_LENGTH, Idea, StateChange, Version
from folkmoot.domains.ideas.states import State
from folkmoot.domains.people.actions import bring_in_authors
from folkmoot.domains.people.models import Person
from folkmoot.kit.batches import html_of_rows
from folkmoot.kit.refs import ref
from folkmoot.kit.seals import seal

from .following import follow_source, version_of, withdrawal


@transaction.atomic
def bring_in(rows: Sequence[ArrivedIdea], *, by: Person, community: Community, source: str) -> IdeaBatch:
    """Write down some 500 ideas of another system in one transaction.

    What is known already is updated where it changed there and nobody has changed it here; where both happened it
    is left alone and named as a conflict. So a second run of the same rows changes nothing.
    Raises Refused if ``by`` does not manage the community.
    """
    may_manage(by, community).insist()
    rows = [with_a_title_that_fits(row) for row in rows]
    html, refused = html_of_rows(rows)
    taken = list({row.source_id: row for row in rows if row.source_id in html}.values())
    known = {
        idea.source_id: idea
        for idea in Idea.objects.select_for_update(of=("self",))
        .select_related("author")
        .filter(community=community, source=source, source_id__in=list(html))
    }
    # Of what is here already nobody is written down again: its author may have left since.
    new = [row for row in taken if row.source_id not in known]
    authors = bring_in_authors(new, source=source)
    fresh = [_idea(row, html[row.source_id], author=authors[row.author_id], source=source) for row in new]
    for idea in fresh:
        idea.community = community
    _write_down(fresh)
    changes, conflicts = follow_source(taken, known, html)
    return IdeaBatch(
        created=len(fresh),
        updated=len(changes),
        unchanged=len(taken)
        - len(fresh)
        - len({one.idea for one in changes} | {one.idea for one in conflicts}),
        keys={idea.source_id: idea.pk for idea in [*known.values(), *fresh]},
        refused=refused,
        fresh=[idea.pk for idea in fresh],
        changes=changes,
        conflicts=conflicts,
    )


def with_a_title_that_fits(row: ArrivedIdea) -> ArrivedIdea:
    """A title may have 200 letters; a longer one is kept whole at the head of the text, so that no word is lost."""
    if len(row.title) <= TITLE_LENGTH:
        return row
    whole = f"<p>{escape(row.title)}</p>" if row.is_html else f"{row.title}\n\n"
    return replace(row, title=row.title[: TITLE_LENGTH - 1].rstrip() + "…", body=whole + row.body)


def _idea(row: ArrivedIdea, html: str, *, author: Person, source: str) -> Idea:
    return Idea(
        author=author,
        title=row.title,
        body=row.body,
        body_html=html,
        state=State.WITHDRAWN if row.is_withdrawn else State.LIVE,
        version_number=1,
        imported_support_count=row.support_count,
        support_count=row.support_count,
        created_at=row.given_at,
        edited_at=row.given_at,
        published_at=row.given_at,
        source=source,
        source_id=row.source_id,
        source_url=row.url[:500],
    )


def _write_down(ideas: list[Idea]) -> None:
    Idea.objects.bulk_create(ideas, batch_size=500)
    versions = Version.objects.bulk_create([version_of(idea) for idea in ideas], batch_size=500)
    StateChange.objects.bulk_create(
        [StateChange(idea=i, state=i.state, by=i.author, at=i.created_at) for i in ideas], batch_size=500
    )
    record_imported(_happening(idea, version) for idea, version in zip(ideas, versions, strict=True))
    record_imported(withdrawal(idea, at=idea.created_at) for idea in ideas if idea.state == State.WITHDRAWN)


def _happening(idea: Idea, version: Version) -> Happening:
    return Happening(
        activities.PUBLISHED,
        actor=ref(idea.author),
        object=ref(idea),
        happened_at=version.written_at,
        context=f"communities.community/{idea.community_id}",
        seal=seal(idea.content, salt=version.salt),
        details={"version": version.number},
    )
