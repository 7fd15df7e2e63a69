"""Asking a moderator to look at what may be spam or an attack. It suggests; nothing is held or hidden by it."""

from collections.abc import Iterable

from folkmoot.domains.intelligence.signs import Suspicion
from folkmoot.domains.intelligence.texts import Text
from folkmoot.domains.moderation import actions as moderation


def suspect(texts: Iterable[Text]) -> int:
    """Suggest those of these texts to look at that a reader suspects; how many suggestions were made."""
    # Imported here: a web process has this module too, and must not pay for the lexicon.
    from folkmoot.domains.intelligence.readers import spam, toxicity  # noqa: PLC0415

    made = 0
    for text in texts:
        for kind, reader in (("spam", spam.READER), ("toxicity", toxicity.READER)):
            found: Suspicion = reader.read(text.words)
            if found.score >= reader.suspects_from:
                suggestion = moderation.suggest(
                    text.subject,
                    kind=kind,
                    score=found.score,
                    model=reader.name,
                    version=reader.version,
                    words=found.words,
                    digest=text.digest,
                )
                made += suggestion is not None
    return made
