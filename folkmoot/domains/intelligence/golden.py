"""Golden pairs: two sentences that say the same, by language. Written for this room; any encoder must tell them.

In golden.json: the language of the second sentence, and both. Where it is not English, the first is: the same in two
languages.
"""

import json
from importlib.resources import files

PAIRS: list[tuple[str, str, str]] = [
    (code, first, second)
    for code, first, second in json.loads(files(__package__).joinpath("golden.json").read_text("utf-8"))[
        "pairs"
    ]
]
#: Of the length of a tweet, to measure speed by.
SPEED_TEXTS = [
    f"{n}: the bus stop near our library was closed again, and nobody told the people who wait there."
    for n in range(40)
]
