"""People tend themes: name, move, merge, split, set aside. Each can be undone, and a later run leaves it alone."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, Max

from folkmoot.activity.stream import record
from folkmoot.domains.intelligence import activities, rules
from folkmoot.domains.intelligence.models import Happening, Theme, ThemeEvent, ThemeMember
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.refs import ref

from .holding import hold


def note(
    theme: Theme, kind: Happening, *, by: Person, count: int = 0, other: Theme | None = None
) -> ThemeEvent:
    """One more row in the past of a theme."""
    size = ThemeMember.objects.filter(theme=theme).count()
    return ThemeEvent.objects.create(
        theme=theme, kind=kind, by=by, count=count, size=size, other=other, at=clock.now()
    )


def recount(*themes: Theme) -> None:
    for theme in themes:
        Theme.objects.filter(pk=theme.pk).update(size=ThemeMember.objects.filter(theme=theme).count())


def fresh(theme: Theme) -> Theme:
    return Theme.objects.select_related("community").get(pk=theme.pk)


@transaction.atomic
def name_theme(theme: Theme, *, by: Person, name: str) -> Theme:
    """Give it a name that people understand. An empty name gives it its own words back."""
    hold(theme.community_id)
    theme = fresh(theme)
    rules.may_name(by, theme).insist()
    theme.name_given = " ".join(name.split())[:120]
    theme.named_by = by if theme.name_given else None
    theme.save(update_fields=["name_given", "named_by"])
    note(theme, Happening.NAMED, by=by)
    record(activities.NAMED, actor=by, object=theme, context=theme.community, has_name=bool(theme.name_given))
    return theme


@transaction.atomic
def move(member: ThemeMember, *, by: Person, to: Theme) -> ThemeMember:
    """Put it into another theme of its community, where it stays."""
    hold(to.community_id)
    member = ThemeMember.objects.select_related("theme__community").get(pk=member.pk)
    to = fresh(to)
    rules.may_move(by, member, to).insist()
    before = member.theme
    place([member], to, by=by)
    recount(before, to)
    record(
        activities.MOVED,
        actor=by,
        object=member.subject,
        target=to,
        context=before.community,
        before=ref(before),
    )
    return member


def place(members: Sequence[ThemeMember], to: Theme, *, by: Person) -> None:
    """A person puts these there; they come last."""
    last: int = to.members.aggregate(last=Max("rank", default=0))["last"]
    for rank, member in enumerate(members, last + 1):
        member.theme, member.moved_to, member.moved_by, member.rank = to, to, by, rank
    ThemeMember.objects.bulk_update(members, ["theme", "moved_to", "moved_by", "rank"])


@transaction.atomic
def put_back(member: ThemeMember, *, by: Person) -> ThemeMember:
    """Undo a move: it is where the model found it."""
    member = ThemeMember.objects.select_related("theme__community", "found_in").get(pk=member.pk)
    hold(member.theme.community_id)
    rules.may_put_back(by, member).insist()
    before = member.theme
    assert member.found_in is not None  # the rule insists on it
    member.theme, member.moved_to, member.moved_by = shown_in(member.found_in), None, None
    member.save(update_fields=["theme", "moved_to", "moved_by"])
    recount(before, member.theme)
    record(
        activities.PUT_BACK, actor=by, object=member.subject, target=member.theme, context=before.community
    )
    return member


def shown_in(theme: Theme) -> Theme:
    """The theme into which it was merged in the end, or itself."""
    while theme.merged_into is not None:
        theme = theme.merged_into
    return theme


@transaction.atomic
def set_aside(theme: Theme, *, by: Person) -> Theme:
    """Show it no more among the themes; it goes on quietly."""
    hold(theme.community_id)
    theme = fresh(theme)
    rules.may_set_aside(by, theme).insist()
    theme.aside_at, theme.aside_by = clock.now(), by
    theme.save(update_fields=["aside_at", "aside_by"])
    note(theme, Happening.ASIDE, by=by)
    record(activities.SET_ASIDE, actor=by, object=theme, context=theme.community)
    return theme


@transaction.atomic
def take_up(theme: Theme, *, by: Person) -> Theme:
    """Show it among the themes again."""
    hold(theme.community_id)
    theme = fresh(theme)
    rules.may_take_up(by, theme).insist()
    theme.aside_at, theme.aside_by = None, None
    theme.save(update_fields=["aside_at", "aside_by"])
    note(theme, Happening.TAKEN_UP, by=by)
    record(activities.TAKEN_UP, actor=by, object=theme, context=theme.community)
    return theme


@transaction.atomic
def merge(theme: Theme, *, by: Person, into: Theme) -> Theme:
    """What is in it shows in the other from now on, and what comes later, too. Nothing is lost: see ``unmerge``."""
    hold(theme.community_id)
    theme, into = fresh(theme), fresh(into)
    rules.may_merge(by, theme, into).insist()
    last: int = into.members.aggregate(last=Max("rank", default=0))["last"]
    moved = theme.members.update(theme=into, rank=F("rank") + last + 1)
    theme.merged_into, theme.merged_by = into, by
    theme.save(update_fields=["merged_into", "merged_by"])
    recount(theme, into)
    note(theme, Happening.MERGED, by=by, count=moved, other=into)
    note(into, Happening.MERGED, by=by, count=moved, other=theme)
    record(activities.MERGED, actor=by, object=theme, target=into, context=theme.community, count=moved)
    return into


@transaction.atomic
def unmerge(theme: Theme, *, by: Person) -> Theme:
    """Undo a merge: what was found or put in it is in it again."""
    hold(theme.community_id)
    theme = fresh(theme)
    rules.may_unmerge(by, theme).insist()
    other = theme.merged_into
    assert other is not None  # the rule insists on it
    theme.merged_into, theme.merged_by, theme.retired_at = None, None, None
    theme.save(update_fields=["merged_into", "merged_by", "retired_at"])
    its_own = _its_own(theme)
    ThemeMember.objects.filter(pk__in=its_own).update(theme=theme)
    recount(theme, shown_in(other))
    note(theme, Happening.UNMERGED, by=by, count=len(its_own), other=other)
    note(other, Happening.UNMERGED, by=by, count=len(its_own), other=theme)
    record(activities.UNMERGED, actor=by, object=theme, target=other, context=theme.community)
    return theme


def _its_own(theme: Theme) -> list[int]:
    """What was put into it by a person, or was found in it and not put elsewhere; what was merged into it likewise."""
    keys, ahead = {theme.pk}, [theme.pk]
    while ahead:
        ahead = list(Theme.objects.filter(merged_into__in=ahead).values_list("pk", flat=True))
        keys |= set(ahead)
    put = ThemeMember.objects.filter(moved_to__in=keys)
    found = ThemeMember.objects.filter(found_in__in=keys, moved_to=None)
    return [*put.values_list("pk", flat=True), *found.values_list("pk", flat=True)]


@transaction.atomic
def split(theme: Theme, *, by: Person, members: Sequence[int], name: str) -> Theme:
    """Make a theme of its own of some of its voices (keys of members)."""
    community = hold(theme.community_id)
    theme = fresh(theme)
    chosen = list(ThemeMember.objects.filter(theme=theme, pk__in=members).order_by("rank", "id"))
    rules.may_split(by, theme, len(chosen)).insist()
    name = " ".join(name.split())[:120]
    part = Theme.objects.create(
        community=community,
        name_given=name,
        named_by=by if name else None,
        words=theme.words[:1],
        space=theme.space,
        model=theme.model,
        found_at=clock.now(),
        split_from=theme,
        split_by=by,
    )
    place(chosen, part, by=by)
    recount(theme, part)
    note(part, Happening.SPLIT, by=by, count=len(chosen), other=theme)
    note(theme, Happening.SPLIT, by=by, count=len(chosen), other=part)
    record(activities.SPLIT, actor=by, object=theme, target=part, context=community, count=len(chosen))
    part.refresh_from_db()
    return part


@transaction.atomic
def rejoin(theme: Theme, *, by: Person) -> Theme:
    """Undo a split: what a person took out is back, and the part is no theme any more."""
    hold(theme.community_id)
    theme = fresh(theme)
    rules.may_rejoin(by, theme).insist()
    whole = theme.split_from
    assert whole is not None  # the rule insists on it
    target = shown_in(whole)
    moved = list(ThemeMember.objects.filter(theme=theme).order_by("rank", "id"))
    for member in moved:
        member.theme, member.moved_to, member.moved_by = target, None, None
        member.found_in = member.found_in if member.found_in_id != theme.pk else target
    ThemeMember.objects.bulk_update(moved, ["theme", "moved_to", "moved_by", "found_in"])
    theme.retired_at = clock.now()
    theme.save(update_fields=["retired_at"])
    recount(theme, target)
    note(theme, Happening.MERGED, by=by, count=len(moved), other=target)
    note(target, Happening.MERGED, by=by, count=len(moved), other=theme)
    record(activities.REJOINED, actor=by, object=theme, target=target, context=theme.community)
    return target
