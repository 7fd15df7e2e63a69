"""Finding the themes of a community, and finding them again: what people named, moved and merged stays so."""

from typing import TYPE_CHECKING

from django.db import transaction

from folkmoot.domains.communities.models import Community
from folkmoot.domains.intelligence.models import MANY, Grouping, Theme, ThemeMember

from .gathering import Group, Voices, gather
from .keeping import Found, keep

if TYPE_CHECKING:
    from folkmoot.domains.intelligence.themes import Labels

ALGORITHM = "folkmoot-themes"


def find_themes_in(community: Community) -> list[Theme]:
    """Group all that was understood in a community; the themes that stand now, the largest first.

    Each space of meaning is grouped for itself. A theme keeps its row from run to run while its voices or its centre
    stay; what people named, moved, merged and put aside stays.
    """
    voices = gather(community)
    last = Grouping.objects.filter(community=community).first()
    is_fresh = _is_time_to_begin_afresh(last, voices)
    found = []
    for group in voices.groups:
        found += _themes_of(group, None if is_fresh else _labels_before(community, group))
    with transaction.atomic():
        return keep(community.pk, voices, found, model=_model(voices), is_fresh=is_fresh)


def _themes_of(group: Group, before: "Labels | None") -> list[Found]:
    # Imported here: a web process has this module too, and must not pay for scikit-learn.
    from folkmoot.domains.intelligence.themes import VERSION, find_themes  # noqa: PLC0415

    languages = group.languages if group.space.name == MANY or group.space.encoder else None
    found = find_themes(
        group.vectors,
        group.words,
        languages=languages,
        authors=group.authors,
        encoder=group.space.model,
        before=before,
    )
    return [Found(one, group, f"{ALGORITHM} {VERSION}") for one in found.themes]


def _is_time_to_begin_afresh(last: Grouping | None, voices: Voices) -> bool:
    now = voices.grouped
    return last is None or last.model != _model(voices) or not 0.5 < now / max(1, last.fresh_size) < 1.5


def _labels_before(community: Community, group: Group) -> "Labels":
    """The theme of each text in the last run, int (n,), -1 for none; what a person moved counts as they said."""
    import numpy as np  # noqa: PLC0415  (see above)

    members = ThemeMember.objects.filter(theme__community=community, theme__retired_at=None)
    themes = {
        subject: moved or found
        for subject, found, moved in members.values_list("subject", "found_in", "moved_to")
    }
    real = set(
        Theme.objects.filter(community=community, retired_at=None, space=group.space.name)
        .real()
        .values_list("pk", flat=True)
    )
    numbers = {pk: number for number, pk in enumerate(sorted(set(themes.values()) & real))}
    return np.array([numbers.get(themes.get(text.subject) or 0, -1) for text in group.texts], np.intp)


def _model(voices: Voices) -> str:
    from folkmoot.domains.intelligence.themes import VERSION  # noqa: PLC0415  (see above)

    return f"{ALGORITHM} {VERSION}, {voices.encoders}"[:120]
