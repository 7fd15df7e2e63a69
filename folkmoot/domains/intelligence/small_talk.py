"""Small talk: what thanks, greets or agrees and says nothing of a subject. It is no theme.

By words alone: a short text whose every word is one that joins others, thanks, greets or applauds. On a real export of
738 comments it was compared with what a person would say (benchmarks/quality.py prints how many it takes).
"""

import re
from importlib.resources import files

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
NOT_WORDS = re.compile(r"https?://\S+|www\.\S+|@\w[\w.-]*|:\w+:")
#: A longer text says something, even where all its words are small.
LONGEST = 30  # words
SMALL = frozenset(
    word
    for line in files(__package__).joinpath("small_words.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)


def is_small_talk(text: str) -> bool:
    """Whether the text says nothing of a subject; an address in it does say something."""
    if NOT_WORDS.search(text) and "http" in text:
        return False
    words = WORD.findall(NOT_WORDS.sub(" ", text))
    others = [word for word in words if not _is_small(word)]
    # "Thank you, Dan!": the name of whoever is thanked.
    is_named = len(words) <= 5 and len(others) == 1 and others[0][0].isupper() and words[0] != others[0]
    is_named = is_named and "?" not in text
    return len(words) <= LONGEST and (not others or is_named)


def _is_small(word: str) -> bool:
    lower = word.lower().replace("’", "'")
    return lower in SMALL or lower.split("'")[0] in SMALL
