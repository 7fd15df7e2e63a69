"""What the page of a theme counts and quotes, made once in a run: evidence, and a summary of extracts."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from folkmoot.domains.communities.models import Membership, Role
from folkmoot.domains.intelligence.evidence import evidence_of
from folkmoot.domains.intelligence.models import ENGLISH, Extract, Theme, ThemeMember
from folkmoot.domains.intelligence.texts import Text

from .gathering import UNDETERMINED, Voices

NEW_FOR = timedelta(days=90)
HERE = "here"
Kinds = dict[int, list[tuple[str, str]]]


def sum_up(themes: Sequence[Theme], voices: Voices) -> None:
    """Keep the figures of each theme, and the sentences that stand for it."""
    texts = {text.subject: text for text in voices.all_texts}
    held: dict[int, list[Text]] = defaultdict(list)
    members = ThemeMember.objects.filter(theme__in=themes).order_by("theme", "rank", "id")
    for pk, subject in members.values_list("theme", "subject"):
        if subject in texts:
            held[pk].append(texts[subject])
    kinds = _kinds_of_people(list(texts.values()), voices)
    extracts: list[Extract] = []
    for theme in themes:
        theme.evidence = _evidence(theme, held[theme.pk], voices, kinds)
        if not theme.is_rest and not theme.is_small_talk:
            extracts += _extracts(theme, held[theme.pk], voices)
    Theme.objects.bulk_update(themes, ["evidence"])
    Extract.objects.filter(theme__in=themes).delete()
    Extract.objects.bulk_create(extracts, batch_size=1000)


def _evidence(theme: Theme, texts: Sequence[Text], voices: Voices, kinds: Kinds) -> dict[str, object]:
    # What is said in English is grouped apart: that nobody writes Spanish in an English theme says nothing.
    compared = {
        person: [one for one in theirs if one[0] != "language" or theme.space != ENGLISH and one[1] != "en"]
        for person, theirs in kinds.items()
    }
    return evidence_of(
        [text.said_at for text in texts if text.said_at],
        [voices.languages[text.subject] for text in texts],
        {text.author_id for text in texts if text.author_id > 0},
        compared,
        voices.found_at,
    )


def _kinds_of_people(texts: Sequence[Text], voices: Voices) -> Kinds:
    """Of everybody who spoke in the community: language, where they spoke, role, and whether they are new."""
    said: dict[int, list[Text]] = defaultdict(list)
    for text in texts:
        if text.author_id > 0:
            said[text.author_id].append(text)
    roles = _roles(texts[0].community_id) if texts else {}
    return {person: _kinds(theirs, roles.get(person, ""), voices) for person, theirs in said.items()}


def _kinds(texts: Sequence[Text], role: str, voices: Voices) -> list[tuple[str, str]]:
    languages = Counter(voices.languages[text.subject] for text in texts)
    languages.pop(UNDETERMINED, None)
    kinds = [("origin", text.source or HERE) for text in texts]
    kinds += [("language", languages.most_common(1)[0][0])] if languages else []
    kinds += [("role", role)] if role else []
    first: datetime | None = min((text.said_at for text in texts if text.said_at), default=None)
    if first is not None and voices.found_at - first < NEW_FOR:
        kinds.append(("newcomers", ""))
    return kinds


def _roles(community_id: int) -> dict[int, str]:
    """Who has a role beyond that of a member."""
    held = Membership.objects.filter(community=community_id).exclude(role=Role.MEMBER)
    return dict(held.values_list("person", "role"))


def _extracts(theme: Theme, texts: Sequence[Text], voices: Voices) -> list[Extract]:
    from folkmoot.domains.intelligence.extracting import (  # noqa: PLC0415  (a web process has this module, too)
        LANGUAGES,
        MODEL,
        MOST,
        MOST_FURTHER,
        extract,
    )

    by_language: dict[str, list[Text]] = defaultdict(list)
    for text in texts:
        by_language[voices.languages[text.subject]].append(text)
    largest = sorted(by_language, key=lambda code: -len(by_language[code]))[:LANGUAGES]
    chosen = []
    for number, code in enumerate(one for one in largest if one != UNDETERMINED or len(largest) == 1):
        here = by_language[code]
        found = extract([(text.words, text.author_id) for text in here], MOST_FURTHER if number else MOST)
        chosen += [(here[voice].subject, sentence, code) for voice, sentence in found]
    return [
        Extract(theme=theme, subject=subject, sentence=sentence, language=code, rank=rank, model=MODEL)
        for rank, (subject, sentence, code) in enumerate(chosen)
    ]
