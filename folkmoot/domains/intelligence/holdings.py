"""What models said of what somebody gave, and how it goes: vectors, quotes, and words that only they used."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from folkmoot.domains.discussions.models import Comment
from folkmoot.domains.ideas.models import Idea, Version
from folkmoot.domains.people.models import Person
from folkmoot.kit.subjects import Record, erases, holds, in_batches, record, things_of

from .models import Extract, LargerVector, Pause, Theme, ThemeEvent, ThemeMember, Understanding


@holds(
    "intelligence",
    label=gettext_lazy("What models said of it"),
    covers=(
        "intelligence.understanding",
        "intelligence.theme",
        "intelligence.thememember",
        "intelligence.themeevent",
        "intelligence.extract",
        "intelligence.largervector",
        "intelligence.encoder",
        "intelligence.pause",
    ),
)
def understood(person: Person) -> Iterator[Record]:
    """Language, sentiment, theme, with the model that said so: all that is derived from their words."""
    for subjects in in_batches(things_of(person)):
        for one in Understanding.objects.filter(subject__in=subjects).order_by("pk"):
            yield record(
                "understanding",
                moment=one.understood_at,
                about=one.subject,
                language=one.language_now,
                language_model=one.language_model,
                sentiment=one.sentiment_now,
                sentiment_model=one.sentiment_model,
                has_vector=one.vector is not None,
                vector_model=one.vector_model,
                has_vector_of_many_languages=one.vector_other is not None,
                vector_of_many_languages_model=one.vector_other_model,
            )
        for member in ThemeMember.objects.filter(subject__in=subjects).order_by("pk"):
            page = Theme(pk=member.theme_id).get_absolute_url()
            yield record("in a theme", address=page, about=member.subject, quote=member.quote)
        for sentence in Extract.objects.filter(subject__in=subjects).order_by("pk"):
            yield record(
                "in a summary", about=sentence.subject, quote=sentence.sentence, model=sentence.model
            )
    for event in ThemeEvent.objects.filter(by=person).order_by("pk").iterator():
        page = Theme(pk=event.theme_id).get_absolute_url()
        yield record("change of a theme I made", address=page, what=event.kind, moment=event.at)
    for theme in Theme.objects.filter(named_by=person).order_by("pk").iterator():
        yield record(
            "theme I named", title=theme.name_given, address=theme.get_absolute_url(), moment=theme.found_at
        )
    for pause in Pause.objects.filter(by=person).order_by("pk").iterator():
        yield record("pause I made", moment=pause.at)


@erases("intelligence", order=10)
def forget(person: Person, *, by: Person, takes_texts: bool) -> None:
    """Before the texts themselves go: what was made of them. What they gave still counts in its theme."""
    if not takes_texts:
        return
    for subjects in in_batches(things_of(person)):
        Understanding.objects.filter(subject__in=subjects).update(
            vector=None, vector_model="", vector_other=None, vector_other_model="", digest=""
        )
        LargerVector.objects.filter(understanding__subject__in=subjects).delete()
        Extract.objects.filter(subject__in=subjects).delete()
        ThemeMember.objects.filter(subject__in=subjects).update(quote="")
    # Also of themes in which their things lay before: those keep their words.
    here = [*Idea.objects.by(person).values("community"), *Comment.objects.by(person).values("community")]
    words = _words_of(person)
    for theme in Theme.objects.filter(community__in={one["community"] for one in here}).select_for_update():
        _keep_words_of_others(theme, words)


def _words_of(person: Person) -> set[str]:
    """All words that they wrote in what they gave, in small letters."""
    texts = [
        *Version.objects.filter(idea__author=person).values_list("title", "body"),
        *Idea.objects.by(person).values_list("title", "body"),
        *Comment.objects.by(person).values_list("body", "body"),
    ]
    return {word for pair in texts for text in pair for word in _split(text)}


def _split(text: str) -> set[str]:
    return set("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def _keep_words_of_others(theme: Theme, words: set[str]) -> None:
    """A word of theirs names the theme only if somebody else there says it, too."""
    if not any(_split(word) & words for word in theme.words):
        return
    said = {word for quote in theme.members.values_list("quote", flat=True) for word in _split(quote)}
    kept = [word for word in theme.words if not (_split(word) & words) - said]
    if kept != theme.words:
        Theme.objects.filter(pk=theme.pk).update(words=kept)
