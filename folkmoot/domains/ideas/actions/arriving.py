"""Ideas that come from another system, in bulk; nobody is told."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.utils.html import escape

from folkmoot.activity.stream import Happening, record_imported
from folkmoot.domains.communities.models import Community
from folkmoot.domains.communities.rules import may_manage
from folkmoot.domains.ideas import activities
from folkmoot.domains.ideas.arrivals import ArrivedIdea
from folkmoot.domains.ideas.models import TITLE_LENGTH, Idea, StateChange, Version
from folkmoot.domains.ideas.states import State
from folkmoot.domains.people.actions import bring_in_authors
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.batches import Batch, html_of_rows
from folkmoot.kit.refs import ref
from folkmoot.kit.seals import seal


@transaction.atomic
def bring_in(rows: Sequence[ArrivedIdea], *, by: Person, community: Community, source: str) -> Batch:
    """Write down some 500 ideas of another system in one transaction.

    What is known already is updated where it changed there and nobody has changed it here, else left alone;
    so a second run of the same rows creates nothing. Raises Refused if ``by`` does not manage the community.
    """
    may_manage(by, community).insist()
    rows = [_with_a_title_that_fits(row) for row in rows]
    html, refused = html_of_rows(rows)
    taken = list({row.source_id: row for row in rows if row.source_id in html}.values())
    known = {
        idea.source_id: idea
        for idea in Idea.objects.select_for_update(of=("self",))
        .select_related("author")
        .filter(community=community, source=source, source_id__in=list(html))
    }
    authors = bring_in_authors(taken, source=source)
    fresh = [
        _idea(row, html[row.source_id], author=authors[row.author_id], source=source)
        for row in taken
        if row.source_id not in known
    ]
    for idea in fresh:
        idea.community = community
    _write_down(fresh)
    changed = _update(taken, known, html)
    return Batch(
        created=len(fresh),
        updated=changed,
        unchanged=len(taken) - len(fresh) - changed,
        keys={idea.source_id: idea.pk for idea in [*known.values(), *fresh]},
        refused=refused,
    )


def _with_a_title_that_fits(row: ArrivedIdea) -> ArrivedIdea:
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
    versions = Version.objects.bulk_create([_version(idea) for idea in ideas], batch_size=500)
    StateChange.objects.bulk_create(
        [StateChange(idea=i, state=i.state, by=i.author, at=i.created_at) for i in ideas], batch_size=500
    )
    record_imported(_happening(idea, version) for idea, version in zip(ideas, versions, strict=True))
    record_imported(_withdrawal(idea) for idea in ideas if idea.state == State.WITHDRAWN)


def _version(idea: Idea) -> Version:
    return Version(
        idea=idea,
        number=idea.version_number,
        title=idea.title,
        body=idea.body,
        body_html=idea.body_html,
        by=idea.author,
        written_at=idea.edited_at,
    )


def _happening(idea: Idea, version: Version, *, is_update: bool = False) -> Happening:
    return Happening(
        activities.UPDATED if is_update else activities.PUBLISHED,
        actor=ref(idea.author) if not is_update else "",
        object=ref(idea),
        happened_at=version.written_at,
        context=f"communities.community/{idea.community_id}",
        seal=seal(idea.content, salt=version.salt),
        details={"version": version.number},
    )


def _withdrawal(idea: Idea) -> Happening:
    return Happening(
        activities.WITHDRAWN,
        actor=ref(idea.author),
        object=ref(idea),
        happened_at=idea.created_at,
        context=f"communities.community/{idea.community_id}",
    )


def _update(rows: Sequence[ArrivedIdea], known: dict[str, Idea], html: dict[str, str]) -> int:
    """Follow what changed at the source since. What was answered here, or rewritten here, is left alone."""
    changed = [
        _follow(known[row.source_id], row, html[row.source_id])
        for row in rows
        if row.source_id in known and _has_changed(known[row.source_id], row)
    ]
    if changed:
        Idea.objects.bulk_update(
            changed,
            [
                "title",
                "body",
                "body_html",
                "version_number",
                "edited_at",
                "support_count",
                "imported_support_count",
            ],
        )
        versions = Version.objects.bulk_create([_version(idea) for idea in changed])
        record_imported(
            _happening(idea, version, is_update=True) for idea, version in zip(changed, versions, strict=True)
        )
    return len(changed)


def _has_changed(idea: Idea, row: ArrivedIdea) -> bool:
    there = {"title": row.title, "body": row.body}
    is_same = idea.content == there and idea.imported_support_count == row.support_count
    return not is_same and not idea.is_answered and not idea.author.is_claimed


def _follow(idea: Idea, row: ArrivedIdea, html: str) -> Idea:
    idea.title, idea.body, idea.body_html = row.title, row.body, html
    idea.version_number += 1
    idea.edited_at = clock.now()
    idea.support_count += row.support_count - idea.imported_support_count
    idea.imported_support_count = row.support_count
    return idea
