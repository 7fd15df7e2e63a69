"""Agreements, for an archive: every edition."""

from folkmoot.kit.archives import HTML, Shape, goes_along


def as_document(html: str) -> str:
    """Its headings stand where those of a page stand, as when it was published."""
    clean: str = HTML.take(html)
    return clean.replace("<h4>", "<h2>").replace("</h4>", "</h2>")


goes_along(
    "agreements.edition",
    "id kind language number body body_html change by published_at salt",
    shapes={"body_html": Shape(HTML.give, as_document)},
)
