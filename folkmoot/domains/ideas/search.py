"""Ideas by words and by meaning: exact words first, then what means the same.

A lexical mix would make the ranking by meaning worse (measured), so each has its own place.
"""

from folkmoot.activity.keeping import recent, remember
from folkmoot.kit.finders import by_meaning
from folkmoot.kit.preparing import Read
from folkmoot.kit.together import Asking

from .models import Idea, IdeaQuerySet

WITH_WORDS = 20
BY_MEANING = 40


def search(ideas: IdeaQuerySet, words: str) -> list[Idea]:
    """Up to 60 of these ideas."""
    with_words = list(ideas.with_words(words).most_supported_first()[:WITH_WORDS])
    keys = by_meaning("ideas.idea", words, BY_MEANING)
    seen = {idea.pk for idea in with_words}
    near = {idea.pk: idea for idea in ideas.filter(pk__in=[key for key in keys if key not in seen])}
    return with_words + [near[key] for key in keys if key in near]


def keys_found(with_words: Read, words: str) -> Asking[list[int]]:
    """The keys of the same, those among them that may not be seen included; ``with_words`` reads the keys of those with
    these words. What is near in meaning is sought once, until something happens."""
    exact, last = yield [with_words, recent()]
    near = remember(
        ("ideas.search", words), last, lambda: by_meaning("ideas.idea", words, BY_MEANING), nothing_too=False
    )
    return list(dict.fromkeys([*exact, *near]))
