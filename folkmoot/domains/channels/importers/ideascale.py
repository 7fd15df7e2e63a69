"""IdeaScale: the CSV files of ideas and of comments that its administration exports, told apart by their columns."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from folkmoot.domains.channels.forms_of_tables import all_tables
from folkmoot.domains.channels.tables import MOST_KEY, BadCell, BadLine, Line, Table, has
from folkmoot.domains.ideas.arrivals import ArrivedIdea

from . import ArrivedReply, Importer, Located, NotThisFormat, Row, rejected, shelf

# Moments have no zone in the export; the service writes them in UTC.
MOMENTS = (
    "%d/%b/%y %I:%M %p",
    "%d/%b/%Y %I:%M %p",
    "%d/%b/%y %H:%M",
    "%d/%b/%y",
    "%d/%b/%Y",
    "%m/%d/%Y %I:%M %p",
    "%Y-%m-%d %H:%M:%S%z",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S%z",
    "%Y-%m-%d",
)
IDEAS = ("Idea ID", "Title", "Author")
COMMENTS = ("Idea ID", "Author", "Comment")
# The service's own columns. Whatever else has a heading is a question of the campaign, and its answer is kept.
_OWN = frozenset(
    {
        "Date/Time", "Date", "Idea ID", "Idea Number", "Stage", "Author", "Campaign", "Campaign Group",
        "Total Votes", "Vote Up", "Vote Down", "Comments", "Title", "Details", "Tags", "URL", "Attachments",
        "Owner", "Contributors", "Latitude", "Longitude", "Team", "Reviewscale", "Estimate ROI", "Pairwise Win %",
        "Fund Collected %", "Last Stage Change", "Private", "Annotations", "Author Email", "Email",
    }
)  # fmt: skip

_EXAMPLE_IDEAS = """\
Date/Time,Idea ID,Idea Number,Stage,Author,Vote Up,Vote Down,Title,Details,URL,What would it cost?
18/Aug/20 9:48 PM,7,1,Discuss,heron,12,2,Benches in the shade,Under the limes.,http://ideas.example/7,Little
19/Aug/20 8:00 AM,8,2,Discuss,otter,0,0,"A title
over two lines",,,
not a day,9,3,Discuss,otter,0,0,Nothing wrong but the day,,,
20/Aug/20 8:00 AM,,4,Discuss,otter,0,0,Without a number,,,
"""
_EXAMPLE_COMMENTS = """\
Date,Idea ID,Idea Number,Author,Comment,Attachments
20/Aug/20 7:01 AM,7,1,otter,"Yes, and a tap.",NO
20/Aug/20 7:02 AM,7,1,otter,,NO
"""


@shelf.add
class IdeaScale(Importer):
    label = "IdeaScale"
    hint = "The export of ideas and of comments as CSV: one file or several, in any order."
    examples = [({"ideas.csv": _EXAMPLE_IDEAS, "comments.csv": _EXAMPLE_COMMENTS}, (2, 1, 3))]

    def read(self, files: Sequence[Path]) -> Iterator[Row]:
        tables = all_tables(files)
        ideas = [table for table in tables if has(table, *IDEAS)]
        comments = [table for table in tables if has(table, *COMMENTS)]
        for table in tables:
            if table not in ideas and table not in comments:
                raise NotThisFormat(
                    f"{table.name} is no export of IdeaScale: an idea has the columns {', '.join(IDEAS)}, "
                    f"a comment {', '.join(COMMENTS)}."
                )
        return self._rows(ideas, comments)

    def _rows(self, ideas: Sequence[Table], comments: Sequence[Table]) -> Iterator[Row]:
        for table in ideas:
            for line in table.lines():
                yield rejected(line) if isinstance(line, BadLine) else _idea(line)
        seen: Counter[str] = Counter()
        for table in comments:
            for line in table.lines():
                yield rejected(line) if isinstance(line, BadLine) else _reply(line, seen)


def _idea(line: Line) -> Row:
    try:
        return Located(
            line.place(),
            ArrivedIdea(
                source_id=line.key("Idea ID"),
                title=" ".join(line.needed("Title").split()),
                body=_body(line),
                given_at=line.moment("Date/Time" if "Date/Time" in line.cells else "Date", MOMENTS),
                author_id=line.text("Author")[:MOST_KEY],
                author_name=line.text("Author"),
                support_count=line.count("Vote Up" if line.text("Vote Up") else "Total Votes"),
                url=line.text("URL"),
            ),
            line.origin,
        )
    except BadCell as problem:
        return rejected(line, problem)


def _body(line: Line) -> str:
    """The details, then each question of the campaign with its answer, so that no word is lost."""
    parts = [line.text("Details")]
    for column in line.cells:
        if column and column not in _OWN and (answer := line.text(column)):
            parts.append(f"**{' '.join(column.split())}**\n\n{answer}")
    return "\n\n".join(part for part in parts if part)


def _reply(line: Line, seen: Counter[str]) -> Row:
    try:
        idea, author, body = line.key("Idea ID"), line.text("Author"), line.needed("Comment")
        said_at = line.moment("Date" if "Date" in line.cells else "Date/Time", MOMENTS)
    except BadCell as problem:
        return rejected(line, problem)
    # Comments have no key in the export: what, by whom, where and when is one, with a count for true repeats.
    key = hashlib.sha256("\0".join([idea, author, said_at.isoformat(), body]).encode()).hexdigest()[:24]
    seen[key] += 1
    source_id = key if seen[key] == 1 else f"{key}-{seen[key]}"
    reply = ArrivedReply(source_id, idea, body, said_at, author[:MOST_KEY], author)
    return Located(line.place(), reply, line.origin, "Idea ID")
