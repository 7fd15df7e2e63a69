"""Finding ideas by meaning, for the search of the room that holds them."""

from folkmoot.kit.finders import finds
from folkmoot.kit.refs import key

from .encoding import encode
from .nearness import near_in_all_spaces

IDEA = "ideas.idea"


@finds(IDEA)
def ideas_by_meaning(words: str, limit: int) -> list[int]:
    """Keys of ideas, nearest in meaning first, those in the language of the words before others; none where nobody
    can tell, or where nothing is near."""
    found = near_in_all_spaces(encode(words), kind=IDEA, by="answers", most=limit)
    return [key(near.subject) for near in found][:limit]
