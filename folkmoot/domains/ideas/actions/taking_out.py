"""Taking out what an import brought: only what nobody has touched. Rows stay, without words; the stream says so."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.activity.stream import Happening, record_imported, record_many
from folkmoot.domains.communities.models import Community
from folkmoot.domains.communities.rules import may_manage
from folkmoot.domains.ideas import activities, rules
from folkmoot.domains.ideas.arrivals import Change
from folkmoot.domains.ideas.models import Idea, StateChange, Version
from folkmoot.domains.ideas.states import State
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.refs import ref

from .following import FOLLOWED, updated, version_of


@transaction.atomic
def take_out(
    ideas: Sequence[int], *, by: Person, community: Community, versions: Mapping[int, int] | None = None
) -> int:
    """Some 500 imported ideas go: withdrawn, and shown nowhere. Their words, salts and keys there go with them.

    So the same rows may be brought in anew. ``versions`` are the numbers of those that the import left at another
    version than the first. Raises Refused, naming one, if somebody has touched any of them here.
    """
    may_manage(by, community).insist()
    taken = list(
        Idea.objects.select_for_update(of=("self",)).filter(community=community, pk__in=ideas).order_by("pk")
    )
    rules.may_take_out(taken, versions or {}).insist()
    # The steps of an idea are append-only, so the row stays; without words and salt its seal says nothing.
    steps = [
        StateChange(idea=one, state=State.WITHDRAWN, by=by) for one in taken if one.state != State.WITHDRAWN
    ]
    StateChange.objects.bulk_create(steps)
    words = _("Taken out with its import")
    Version.objects.filter(idea__in=taken).update(title=words, body="", body_html="", salt="")
    Idea.objects.filter(pk__in=[one.pk for one in taken]).update(
        title=words,
        body="",
        body_html="",
        state=State.WITHDRAWN,
        published_at=None,
        support_count=0,
        imported_support_count=0,
        source="",
        source_id="",
        source_url="",
    )
    record_many(  # what understood them hears of it, and forgets
        Happening(activities.WITHDRAWN, actor=ref(by), object=ref(one), context=ref(community))
        for one in taken
    )
    return len(taken)


@transaction.atomic
def put_back(changes: Sequence[Change], *, by: Person, community: Community) -> int:
    """Ideas that an import updated have the words, count and state of before again; what it brought is emptied.

    The words of before become a new version: numbers are never given twice. Raises Refused, naming one, if somebody
    has touched any of them since.
    """
    may_manage(by, community).insist()
    change = {one.idea: one for one in changes}
    ideas = list(
        Idea.objects.select_for_update(of=("self",))
        .select_related("author")
        .filter(community=community, pk__in=change)
        .order_by("pk")
    )
    rules.may_put_back(ideas, change).insist()
    for idea in ideas:
        one = change[idea.pk]
        idea.support_count = max(0, idea.support_count + one.support_before - one.support)
        idea.imported_support_count = one.support_before
        if idea.state != one.state_before:
            idea.state = one.state_before
            StateChange.objects.create(idea=idea, state=idea.state, by=by)
    _give_the_old_words(
        [idea for idea in ideas if change[idea.pk].version != change[idea.pk].version_before], change, by
    )
    Idea.objects.bulk_update(ideas, FOLLOWED)
    return len(ideas)


def _give_the_old_words(ideas: Sequence[Idea], change: dict[int, Change], by: Person) -> None:
    for idea in ideas:
        one = change[idea.pk]
        old = idea.versions.get(number=one.version_before)
        idea.versions.filter(number__gt=one.version_before, number__lte=one.version).update(
            title=_("Taken out with its import"), body="", body_html="", salt=""
        )
        idea.title, idea.body, idea.body_html = old.title, old.body, old.body_html
        idea.version_number, idea.edited_at = idea.version_number + 1, clock.now()
    versions = Version.objects.bulk_create([version_of(idea) for idea in ideas])
    record_imported(updated(idea, version, by=by) for idea, version in zip(ideas, versions, strict=True))
