"""Guessing: which column of a table is what, by headings in several languages and by what stands beneath them."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import islice

from folkmoot.domains.channels.moments import is_moment, order_of
from folkmoot.domains.channels.tables import Line, Table

from .plans import BOTH, IDEAS, REPLIES, TablePlan

SAMPLED = 300  # rows that are looked at
LONG = 40  # letters of a text, on the average; shorter ones are words

_NAMES = {
    "title": "title|idea title|proposal title|challenge title|headline|subject|proposal|idea"
    "|suggestion|topic|name of the idea|summary|short text|titulo|titulo de la propuesta"
    "|asunto|propuesta|titel|betreff|uberschrift|vorschlag|idee|titre|intitule|sujet"
    "|proposition|objet|name|tagline|feature|request|nombre de la propuesta|kurztitel",
    "body": "description|body|details|text|comment|content|message|idea description|comment text"
    "|comment body|note|assessment note|question|feedback|reply|answer|statement|descripcion"
    "|texto|contenido|detalle|comentario|mensaje|beschreibung|inhalt|kommentar|nachricht"
    "|begrundung|contenu|texte|commentaire|detail|descriptif|long text|post",
    "author": "author|author name|submitter|submitted by|created by|posted by|username|user name|user"
    "|creator|owner|proposer|commenter|name of author|display name|nickname|by|full name"
    "|autor|autora|nombre de autor|usuario|creado por|nombre|verfasser|verfasserin|autorin"
    "|benutzer|ersteller|erstellt von|eingereicht von|auteur|nom|utilisateur|propose par"
    "|cree par|assessor|from|von|nutzer|einreicher|burger|burgerin",
    "author_key": "author id|user id|author email|email|e mail|email address|author key|member id|id autor"
    "|id usuario|correo|correo electronico|autor id|benutzer id|nutzer id|e mail adresse"
    "|id auteur|courriel|adresse e mail",
    "given_at": "date|created at|created|created on|date time|datetime|timestamp|submitted at"
    "|submitted on|submission date|posted at|posted|published at|published|creation date"
    "|date created|date submitted|time|submission start|when|fecha|fecha de creacion|creado"
    "|creado el|fecha creacion|datum|erstellt am|erstellt|eingereicht am|angelegt am"
    "|erstellungsdatum|date de creation|cree le|date de depot|publie le|zeitpunkt",
    "support_count": "votes|vote up|votes up|total votes|vote count|upvotes|supports|supporters|support|likes"
    "|number of votes|cached votes up|agrees|unique yes|endorsements|votos|apoyos"
    "|numero de apoyos|stimmen|anzahl stimmen|unterstutzer|unterstutzungen|zustimmung|zustimmungen"
    "|soutiens|nombre de votes|nombre de soutiens|voix|score",
    "key": "id|idea id|key|identifier|number|no|nr|idea number|proposal id|challenge id|comment id"
    "|uuid|guid|ref|reference|external id|numero|codigo|clave|id propuesta|kennung|nummer|vorgang|vorgangsnummer"
    "|schlussel|vorschlag id|identifiant|reference id|num",
    "idea": "idea id|proposal id|parent id|parent|idea|in reply to|reply to|post id|idea number"
    "|thread id|subject id|on idea|commentable id|id propuesta|id de la propuesta"
    "|propuesta id|propuesta|ideen id|vorschlag id|idee|vorschlag|id idee|id de l idee"
    "|proposition id|id proposition|idea key|idea ref|zu idee|zu vorschlag",
    "url": "url|link|permalink|idea url|web|website|page|link to ideascale|enlace|direccion|adresse"
    "|lien|web page",
    "withdrawn": "retired at|withdrawn|withdrawn at|retired|is withdrawn|retirada|retirada el"
    "|zuruckgezogen|retire le|retiree",
}  # fmt: skip
SYNONYMS = {
    field: {name: rank for rank, name in enumerate(names.split("|"))} for field, names in _NAMES.items()
}
# Words that say what a column is only where nothing else stands beside them.
_ALONE = frozenset(
    ("score", "name", "number", "page", "time", "when", "reference", "post", "user", "from", "idea", "parent")
)
_COMMENT = re.compile(r"\b(comment|comments|reply|comentario|kommentar|commentaire|assessment note)\b")
_ADDRESS = re.compile(r"\S+@\S+\.\S+")


def plain(heading: str) -> str:
    """A heading without case, accents and signs."""
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)  # createdAt
    bare = unicodedata.normalize("NFKD", split.casefold().replace("ß", "ss"))
    return " ".join(
        re.sub(r"[^a-z0-9]+", " ", "".join(c for c in bare if not unicodedata.combining(c))).split()
    )


class Sample:
    """The first rows of a table, column by column."""

    def __init__(self, table: Table) -> None:
        self.columns = table.columns
        rows = [line.cells for line in islice(table.lines(), SAMPLED) if isinstance(line, Line)]
        self.values = {c: [v for row in rows if (v := row.get(c, "").strip())] for c in table.columns}
        self.rows = len(rows)

    def share(self, column: str, is_so: Callable[[str], bool]) -> float:
        """How many of the cells that are not empty are so."""
        values = self.values[column]
        return sum(map(is_so, values)) / len(values) if values else 0.0

    def letters(self, column: str) -> float:
        values = self.values[column]
        return sum(map(len, values)) / len(values) if values else 0.0

    def is_unique(self, column: str) -> bool:
        values = self.values[column]
        return len(values) >= 0.98 * self.rows and len(set(values)) == len(values)

    def is_text(self, column: str) -> bool:
        return self.share(column, lambda value: " " in value) > 0.5 and not self.is_date(column)

    def is_number(self, column: str) -> bool:
        return self.share(column, lambda v: re.fullmatch(r"-?[\d.,'\s]+%?", v) is not None) > 0.8

    def is_date(self, column: str) -> bool:
        return self.share(column, is_moment) > 0.6

    def is_link(self, column: str) -> bool:
        return self.share(column, lambda v: v.lower().startswith(("http://", "https://"))) > 0.6


def guess(table: Table) -> TablePlan:
    """The plan that fits best. Where nothing fits it has no columns: then somebody has to say."""
    sample = Sample(table)
    columns = _by_headings(sample)
    _by_values(sample, columns)
    kind = _kind(sample, columns)
    if kind != IDEAS and columns.get("key") == columns.get("idea"):
        columns.pop("key", None)
    if kind == IDEAS:
        columns.pop("idea", None)
    used = set(columns.values())
    more = tuple(
        c for c in table.columns
        if c not in used and sample.is_text(c) and (sample.letters(c) >= LONG or c.rstrip().endswith("?"))
    )  # fmt: skip
    return TablePlan(kind, columns, more, guess_order(sample.values.get(columns.get("given_at", ""), [])))


def guess_order(values: Sequence[str]) -> bool | None:
    """Whether the day comes first in these dates; None where none of them tells."""
    return order_of(values).is_day_first


def _by_headings(sample: Sample) -> dict[str, str]:
    """The best pairs of field and column first; a column is one thing only (the key of an idea may be two)."""
    scored = sorted(
        (
            (score, -position, field, column)
            for field in SYNONYMS
            for position, column in enumerate(sample.columns)
            if (score := _score(field, column, sample)) > 0
        ),
        reverse=True,
    )
    found: dict[str, str] = {}
    for _, _, field, column in scored:
        taken = {c for f, c in found.items() if f != "idea"}
        if field not in found and (field == "idea" or column not in taken):
            found[field] = column
    return found


def _score(field: str, column: str, sample: Sample) -> float:
    name = plain(column)
    names = SYNONYMS[field]
    if name in names:
        score = 100 - names[name]
    else:
        parts = [(one, rank) for one, rank in names.items() if len(one) > 3 and one not in _ALONE]
        inside = (
            [rank for one, rank in parts if re.search(rf"\b{one}\b", name)] if field != "author_key" else []
        )
        score = 40 - min(inside) if inside and len(name.split()) <= 4 else 0
    if not score or not sample.values[column]:
        return score
    is_named = score > 40 and field == "given_at" and sample.share(column, is_moment) > 0.2
    return score if is_named or _fits(field, column, sample) else 0


def _fits(field: str, column: str, sample: Sample) -> bool:
    """May what stands there be this at all?"""
    if field == "given_at":
        return sample.is_date(column)
    if field == "support_count":
        return sample.is_number(column)
    if field == "url":
        return sample.is_link(column)
    if field == "key":
        is_measured = sample.share(column, lambda v: re.fullmatch(r"-?\d+[.,]\d+", v) is not None) > 0.1
        return sample.is_unique(column) and sample.letters(column) <= 80 and not is_measured
    if field == "idea":
        return sample.letters(column) <= 80 and not sample.is_text(column)
    if field == "author":
        return sample.letters(column) <= 60 and not sample.is_date(column) and not sample.is_number(column)
    if field in ("title", "body"):
        is_words = not sample.is_number(column) and not sample.is_link(column) and not sample.is_date(column)
        return is_words and sample.share(column, lambda v: _ADDRESS.fullmatch(v) is not None) < 0.5
    return True


def _by_values(sample: Sample, columns: dict[str, str]) -> None:
    """What no heading tells, the values may: long texts are texts, dates are dates."""
    free = [c for c in sample.columns if c not in columns.values()]
    texts = sorted((c for c in free if sample.is_text(c) and sample.letters(c) >= 15), key=sample.letters)
    if "body" not in columns and texts and sample.letters(texts[-1]) >= LONG:
        columns["body"] = texts.pop()
    if "title" not in columns and texts and "body" not in columns:
        columns["title"] = texts[0]
    if "given_at" not in columns:
        dates = [c for c in free if not sample.is_number(c) and sample.is_date(c)]
        if dates:
            columns["given_at"] = dates[0]


def _kind(sample: Sample, columns: dict[str, str]) -> str:
    """Comments name an idea, again and again; an idea does not."""
    idea, body = columns.get("idea"), columns.get("body")
    if not idea or not body:
        return IDEAS
    named = sample.values[idea]
    is_repeated = len(set(named)) < len(named)
    if not columns.get("title") or columns.get("title") == idea:
        return (
            REPLIES
            if is_repeated or _COMMENT.search(plain(body)) or columns.get("key") not in (None, idea)
            else IDEAS
        )
    titles = sample.values[columns["title"]]
    if is_repeated and len(set(titles)) <= len(set(named)) < len(titles):
        return REPLIES  # each row repeats the title of its idea
    is_other = columns.get("key") not in (None, idea)
    return BOTH if is_other and named and len(named) < sample.rows else IDEAS
