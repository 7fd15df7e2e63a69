"""Ideas by words and by meaning: exact words first, then what means the same."""

from folkmoot.kit.finders import by_meaning

from .models import Idea, IdeaQuerySet

BY_MEANING = 40


def search(ideas: IdeaQuerySet, words: str) -> list[Idea]:
    """Up to 60 of these ideas. A lexical mix would make the ranking by meaning worse (measured), so each has
    its own place: what holds the words, then what is near in meaning."""
    with_words = list(ideas.with_words(words).most_supported_first()[:20])
    keys = by_meaning("ideas.idea", words, BY_MEANING)
    seen = {idea.pk for idea in with_words}
    near = {idea.pk: idea for idea in ideas.filter(pk__in=[key for key in keys if key not in seen])}
    return with_words + [near[key] for key in keys if key in near]
