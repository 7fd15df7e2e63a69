"""Logos: drawn anew as every picture is, then made as small as the head of a page shows them."""

import io

from PIL import Image

from folkmoot.kit.uploads import Drawn

MOST_WIDE, MOST_HIGH = 320, 80  # pixels: twice what is shown, for dense screens


def small(drawn: Drawn) -> Drawn:
    """The same picture, no larger than the head of a page needs."""
    with Image.open(io.BytesIO(drawn.data), formats=["WEBP"]) as picture:
        picture.thumbnail((MOST_WIDE, MOST_HIGH))
        out = io.BytesIO()
        picture.save(out, "WEBP", quality=82, method=6)
        return Drawn(out.getvalue(), *picture.size)
