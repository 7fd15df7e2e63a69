"""Writing down the themes that were found: rows that go on, members where they belong, and what happened since."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from folkmoot.activity.stream import record
from folkmoot.domains.communities.models import Community
from folkmoot.domains.intelligence import activities
from folkmoot.domains.intelligence.models import Grouping, Theme, ThemeMember
from folkmoot.domains.intelligence.texts import Text

from .gathering import Group, Voices
from .holding import hold
from .remembering import Before, remember
from .summing_up import sum_up

if TYPE_CHECKING:
    from folkmoot.domains.intelligence.themes import Theme as FoundTheme

BATCH = 1000


@dataclass(frozen=True)
class Found:
    """A theme as it was found in one group; its members and quotes are indices of the group's texts."""

    theme: "FoundTheme"
    group: Group
    algorithm: str

    @property
    def texts(self) -> list[Text]:
        """Its quotes first, then the most typical."""
        quotes = self.theme.quotes
        order = [*quotes, *(i for i in self.theme.members if i not in set(quotes))]
        return [self.group.texts[i] for i in order]


def keep(
    community_id: int, voices: Voices, found: Sequence[Found], *, model: str, is_fresh: bool
) -> list[Theme]:
    """Within a transaction. The themes that stand now, the largest first."""
    community = hold(community_id)
    known = list(community.themes.filter(Q(retired_at=None) | ~Q(name_given="")))
    members = list(ThemeMember.objects.filter(theme__community=community))
    before = Before(known, {one.subject: one.found_in_id for one in members if one.found_in_id})
    themes = _rows_for(community, known, found, before)
    rest = _heap(community, known, is_rest=True)
    small_talk = _heap(community, known, is_small_talk=True)
    standing = [*themes, rest, *([small_talk] if voices.small_talk or small_talk.pk else [])]
    # A theme into which people put something, or with which they merged one, stands even where no run finds it.
    held = {one.moved_to_id for one in members} | {one.merged_into_id for one in known}
    standing += [one for one in known if one.pk in held and one not in standing and one.retired_at is None]
    _write_themes(standing, model=found[0].algorithm if found else model.partition(",")[0], voices=voices)
    homes = _homes(voices, found, themes, rest, small_talk)
    _write_members(community, members, _members(homes, members, known + standing))
    gone = [one for one in known if one.retired_at is None and one not in standing]
    Theme.objects.filter(pk__in=[one.pk for one in gone]).update(retired_at=voices.found_at, size=0)
    _count(standing)
    remember(community, before, themes, gone, homes, at=voices.found_at)
    sum_up(standing, voices)
    _note(community, voices, model, themes=len(themes), without=rest.size, is_fresh=is_fresh)
    shown = [theme for theme in standing if theme.merged_into_id is None]
    return sorted(shown, key=lambda theme: (theme.is_rest, theme.is_small_talk, -theme.size, theme.pk))


def _rows_for(
    community: Community, known: Sequence[Theme], found: Sequence[Found], before: Before
) -> list[Theme]:
    """A row for each theme found, the same as before where it was found before; not saved yet."""
    from folkmoot.domains.intelligence.matching import same_themes  # noqa: PLC0415  (a web process has this, too)

    same = same_themes(
        [theme for theme in known if not theme.is_rest and not theme.is_small_talk],
        [(one.group.space.name, one.theme.centre, [text.subject for text in one.texts]) for one in found],
        before.homes,
    )
    rows = []
    for number, one in enumerate(found):
        theme = same.get(number) or Theme(community=community)
        before.returned += [theme] if theme.retired_at else []
        theme.words, theme.centroid = list(one.theme.words) or [one.theme.name], one.theme.centre
        theme.space, theme.retired_at = one.group.space.name, None
        rows.append(theme)
    return rows


def _heap(community: Community, known: Sequence[Theme], **kind: bool) -> Theme:
    (name,) = kind
    return next((one for one in known if getattr(one, name)), None) or Theme(community=community, **kind)


def _write_themes(themes: Sequence[Theme], *, model: str, voices: Voices) -> None:
    for theme in themes:
        theme.model, theme.found_at = model, voices.found_at
    Theme.objects.bulk_create([theme for theme in themes if theme.pk is None])
    Theme.objects.bulk_update(themes, ["words", "centroid", "space", "model", "found_at", "retired_at"])


Homes = list[tuple[Theme, Text]]


def _homes(
    voices: Voices, found: Sequence[Found], themes: Sequence[Theme], rest: Theme, small_talk: Theme
) -> Homes:
    """Every text in the one theme in which it was found, the most telling first."""
    homes = [(theme, text) for theme, one in zip(themes, found, strict=True) for text in one.texts]
    homes += [(small_talk, text) for text in voices.small_talk]
    inside = {text.subject for _theme, text in homes}
    homes += [(rest, text) for text in voices.all_texts if text.subject not in inside]
    return homes


def _members(homes: Homes, before: Sequence[ThemeMember], themes: Sequence[Theme]) -> list[ThemeMember]:
    """Where each text shows: where a person put it, which comes last there, else where it was found."""
    moved = {one.subject: one.moved_to_id for one in before if one.moved_to_id}
    merged = {theme.pk: theme.merged_into_id for theme in themes}
    ranks: Counter[int] = Counter()
    members = []
    for theme, text in sorted(homes, key=lambda home: home[1].subject in moved):
        pk = moved.get(text.subject, theme.pk)
        while (further := merged.get(pk)) is not None:
            pk = further
        members.append(
            ThemeMember(
                theme_id=pk,
                found_in_id=theme.pk,
                subject=text.subject,
                quote=text.quote,
                said_at=text.said_at,
                rank=ranks[pk],
            )
        )
        ranks[pk] += 1
    return members


def _write_members(
    community: Community, before: Sequence[ThemeMember], members: Sequence[ThemeMember]
) -> None:
    """Only what changed is written: most things stay where they are."""

    def place_of(member: ThemeMember) -> tuple[Any, ...]:
        return member.theme_id, member.found_in_id, member.quote, member.rank, member.said_at

    known = {one.subject: one for one in before}
    changed = [
        one for one in members if one.subject not in known or place_of(known[one.subject]) != place_of(one)
    ]
    ThemeMember.objects.bulk_create(
        changed,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["subject"],
        update_fields=["theme", "found_in", "quote", "rank", "said_at"],
    )
    gone = known.keys() - {one.subject for one in members}
    ThemeMember.objects.filter(subject__in=gone).delete()


def _count(themes: Sequence[Theme]) -> None:
    sizes = Counter(ThemeMember.objects.filter(theme__in=themes).values_list("theme", flat=True))
    for theme in themes:
        theme.size = sizes[theme.pk]
    Theme.objects.bulk_update(themes, ["size"])


def _note(
    community: Community, voices: Voices, model: str, *, themes: int, without: int, is_fresh: bool
) -> None:
    """When and how the themes were found; in the stream, how many."""
    now = {"model": model, "found_at": voices.found_at}
    if is_fresh:
        now["fresh_size"] = voices.grouped
    Grouping.objects.update_or_create(community=community, defaults=now)
    record(
        activities.FOUND,
        actor="",
        object=community,
        context=community,
        themes=themes,
        voices=len(voices.all_texts),
        without=without,
        is_fresh=is_fresh,
        model=model,
    )
