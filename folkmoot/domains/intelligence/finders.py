"""Finding ideas by meaning, for the search of the room that holds them."""

from folkmoot.kit.finders import finds
from folkmoot.kit.refs import key

from .encoding import encode
from .nearness import ANSWERS, nearest

IDEA = "ideas.idea"


@finds(IDEA)
def ideas_by_meaning(words: str, limit: int) -> list[int]:
    """Keys of ideas, nearest in meaning first; none where nobody can tell, or where nothing is near."""
    meaning = encode(words)
    if meaning is None:
        return []
    found = nearest(meaning.vector, model=meaning.model, kind=IDEA, at_least=ANSWERS, most=limit)
    return [key(subject) for subject, _cosine in found]
