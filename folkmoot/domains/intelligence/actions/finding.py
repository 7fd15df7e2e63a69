"""Finding the themes of a community, and finding them again: what people named and moved stays so."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import BinaryField, F, Func, Q
from django.utils import timezone

from folkmoot.activity.stream import record
from folkmoot.domains.communities.models import Community
from folkmoot.domains.intelligence import activities
from folkmoot.domains.intelligence.models import DIMENSIONS, Grouping, Theme, ThemeMember, Understanding
from folkmoot.domains.intelligence.texts import Text, texts_of

from .holding import hold

if TYPE_CHECKING:
    from folkmoot.domains.intelligence.themes import Labels, Themes, Vectors

ALGORITHM = "folkmoot-themes"
BATCH = 1000


@dataclass
class Voices:
    """What is grouped: texts, and the vectors of the first of them, float (n, 384); the others have none."""

    texts: list[Text]
    vectors: "Vectors"
    encoder: str
    found_at: datetime

    @property
    def with_vector(self) -> list[Text]:
        return self.texts[: len(self.vectors)]


def find_themes_in(community: Community) -> list[Theme]:
    """Group all that was understood in a community; the themes that stand now, the largest first.

    A theme keeps its row from run to run while its centre stays near; what people named or moved stays.
    """
    # Imported here: a web process has this module too, and must not pay for scikit-learn.
    from folkmoot.domains.intelligence.themes import find_themes  # noqa: PLC0415

    voices = _voices(community)
    words = [text.words for text in voices.with_vector]
    before = _labels_before(community, voices)
    found = find_themes(voices.vectors, words, encoder=voices.encoder, before=before)
    return _keep(community.pk, voices, found, is_fresh=before is None)


def _voices(community: Community) -> Voices:
    import numpy as np  # noqa: PLC0415  (see above)

    from folkmoot.domains.intelligence.understanding import models_now  # noqa: PLC0415

    found_at, encoder = timezone.now(), models_now().vector
    # The binary form: 20,000 vectors as text would take seconds to read.
    sent = Func(F("vector"), function="vector_send", output_field=BinaryField())
    known = Understanding.objects.filter(community=community).order_by("pk")
    by_now = Q(vector_model=encoder)
    vectors = dict(known.filter(by_now).values_list("subject", sent).iterator(BATCH))
    others = list(known.exclude(by_now).values_list("subject", flat=True))
    texts = {}
    subjects = [*vectors, *others]
    for start in range(0, len(subjects), BATCH):
        texts.update(texts_of(subjects[start : start + BATCH]))
    first = [one for one in vectors if one in texts]
    rows = [np.frombuffer(vectors[one], ">f4", offset=4) for one in first]
    stacked = np.array(rows, np.float32).reshape(len(rows), DIMENSIONS)
    return Voices([texts[one] for one in [*first, *others] if one in texts], stacked, encoder, found_at)


def _labels_before(community: Community, voices: Voices) -> "Labels | None":
    """The theme of each text in the last run, int (n,); None if it is time to group all afresh."""
    import numpy as np  # noqa: PLC0415  (see above)

    last = Grouping.objects.filter(community=community).first()
    now = len(voices.vectors)
    if last is None or last.model != _model(voices) or not 0.5 < now / max(1, last.fresh_size) < 1.5:
        return None
    members = ThemeMember.objects.filter(
        theme__community=community, theme__is_rest=False, theme__retired_at=None
    )
    themes = dict(members.values_list("subject", "theme_id"))
    numbers = {pk: number for number, pk in enumerate(sorted(set(themes.values())))}
    return np.array(
        [numbers[themes[t.subject]] if t.subject in themes else -1 for t in voices.with_vector], np.intp
    )


def _model(voices: Voices) -> str:
    from folkmoot.domains.intelligence.themes import VERSION  # noqa: PLC0415  (see above)

    return f"{ALGORITHM} {VERSION}, {voices.encoder}"


@transaction.atomic
def _keep(community_id: int, voices: Voices, found: "Themes", *, is_fresh: bool) -> list[Theme]:
    community = hold(community_id)
    known = list(community.themes.filter(Q(retired_at=None) | ~Q(name_given="")))
    moved = dict(
        ThemeMember.objects.filter(
            theme__in=known, moved_by__isnull=False, theme__retired_at=None
        ).values_list("subject", "theme_id")
    )
    themes = _themes_now(community, known, found)
    rest = next((theme for theme in known if theme.is_rest), Theme(community=community, is_rest=True))
    standing = [*themes, rest]
    # A theme into which people put something stands, even where no run finds it.
    standing += [theme for theme in known if theme.pk in moved.values() and theme not in standing]
    _write_themes(standing, model=f"{ALGORITHM} {found.version}", found_at=voices.found_at)
    members = _members(voices.texts, found, themes, rest, moved)
    _write_members(community, members)
    sizes = Counter(member.theme_id for member in members)
    for theme in standing:
        theme.size = sizes[theme.pk]
    Theme.objects.bulk_update(standing, ["size"])
    gone = community.themes.filter(retired_at=None).exclude(pk__in=[theme.pk for theme in standing])
    gone.update(retired_at=voices.found_at, size=0)
    _note(community, voices, themes=len(themes), without=sizes[rest.pk], is_fresh=is_fresh)
    return sorted(standing, key=lambda theme: (theme.is_rest, -theme.size, theme.pk))


def _note(community: Community, voices: Voices, *, themes: int, without: int, is_fresh: bool) -> None:
    """When and how the themes were found; in the stream, how many."""
    now = {"model": _model(voices), "found_at": voices.found_at}
    if is_fresh:
        now["fresh_size"] = len(voices.vectors)
    Grouping.objects.update_or_create(community=community, defaults=now)
    record(
        activities.FOUND,
        actor="",
        object=community,
        context=community,
        themes=themes,
        voices=len(voices.texts),
        without=without,
        is_fresh=is_fresh,
        model=_model(voices),
    )


def _themes_now(community: Community, known: Sequence[Theme], found: "Themes") -> list[Theme]:
    """A row for each theme found, the same as before where it was found before; not saved yet."""
    import numpy as np  # noqa: PLC0415  (see above)

    from folkmoot.domains.intelligence.matching import match  # noqa: PLC0415

    before = [theme for theme in known if theme.centroid is not None]
    centres = np.array([theme.centroid for theme in before], np.float32)
    same = match(centres, np.array([theme.centre for theme in found.themes], np.float32))
    rows = []
    for number, one in enumerate(found.themes):
        theme = before[same[number]] if number in same else Theme(community=community)
        theme.words, theme.centroid, theme.retired_at = list(one.words) or [one.name], one.centre, None
        rows.append(theme)
    return rows


def _write_themes(themes: Sequence[Theme], *, model: str, found_at: datetime) -> None:
    for theme in themes:
        theme.model, theme.found_at = model, found_at
    Theme.objects.bulk_create([theme for theme in themes if theme.pk is None])
    Theme.objects.bulk_update(themes, ["words", "centroid", "model", "found_at", "retired_at"])


def _members(
    texts: Sequence[Text], found: "Themes", themes: Sequence[Theme], rest: Theme, moved: dict[str, int]
) -> list[ThemeMember]:
    """Every text in one theme: its quotes first, then the most typical; what people moved comes last."""
    placed: list[tuple[Theme, int]] = []
    for theme, one in zip(themes, found.themes, strict=True):
        order = [*one.quotes, *(i for i in one.members if i not in set(one.quotes))]
        placed += [(theme, i) for i in order]
    inside = {i for _, i in placed}
    placed += [(rest, i) for i in range(len(texts)) if i not in inside]
    ranks: Counter[int] = Counter()
    members = []
    for theme, i in sorted(placed, key=lambda one: texts[one[1]].subject in moved):
        pk = moved.get(texts[i].subject, theme.pk)
        members.append(
            ThemeMember(theme_id=pk, subject=texts[i].subject, quote=texts[i].quote, rank=ranks[pk])
        )
        ranks[pk] += 1
    return members


def _write_members(community: Community, members: Sequence[ThemeMember]) -> None:
    """Only what changed is written: most things stay where they are."""

    def place_of(member: ThemeMember) -> tuple[Any, ...]:
        return member.theme_id, member.quote, member.rank

    known = {one.subject: one for one in ThemeMember.objects.filter(theme__community=community)}
    changed = [
        one for one in members if one.subject not in known or place_of(known[one.subject]) != place_of(one)
    ]
    ThemeMember.objects.bulk_create(
        changed,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["subject"],
        update_fields=["theme", "quote", "rank"],
    )
    gone = known.keys() - {one.subject for one in members}
    ThemeMember.objects.filter(subject__in=gone).delete()
