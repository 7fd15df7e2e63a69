"""Consul Democracy: the open data of proposals, as Decide Madrid publishes it (semicolons, HTML in the text)."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from django.utils import timezone

from folkmoot.domains.channels.forms_of_tables import all_tables
from folkmoot.domains.channels.tables import BadCell, BadLine, Line, has
from folkmoot.domains.ideas.arrivals import ArrivedIdea

from . import Importer, Located, NotThisFormat, Row, rejected, shelf

MOMENTS = ("%d/%m/%Y", "%Y-%m-%d %H:%M:%S %z", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M", "%Y-%m-%d")
PROPOSALS = ("id", "title", "description", "created_at")

_EXAMPLE = """\
"id";"title";"description";"cached_votes_up";"created_at";"retired_at"
"1";"Más árboles";"<p>En la <b>plaza</b>.</p>";"15";"01/01/2024";""
"2";"Bancos a la sombra";"";"0";"02/01/2024";"2024-01-03 20:05:12 +0100"
"3";"Fuente";"";"muchos";"02/01/2024";""
"""


@shelf.add
class Consul(Importer):
    label = "Consul Democracy"
    hint = "proposals.csv from the open data page."
    examples = [({"proposals.csv": _EXAMPLE}, (2, 0, 1))]

    def read(self, files: Sequence[Path]) -> Iterator[Row]:
        tables = all_tables(files)
        for table in tables:
            if not has(table, *PROPOSALS):
                raise NotThisFormat(
                    f"{table.name} is no export of Consul proposals: it needs the columns {', '.join(PROPOSALS)}."
                )
        return (_proposal(line) for table in tables for line in table.lines())


def _proposal(line: Line | BadLine) -> Row:
    if isinstance(line, BadLine):
        return rejected(line)
    try:
        return Located(
            line.place(),
            ArrivedIdea(
                source_id=line.key("id"),
                title=" ".join(line.needed("title").split()),
                body=line.text("description"),
                # A day without a time or a zone is a day where the organisation is.
                given_at=line.moment("created_at", MOMENTS, timezone.get_default_timezone()),
                is_html=True,
                support_count=line.count("cached_votes_up"),
                is_withdrawn=bool(line.text("retired_at")),
            ),
            line.origin,
        )
    except BadCell as problem:
        return rejected(line, problem)
