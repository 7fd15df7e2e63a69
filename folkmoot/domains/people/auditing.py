"""The audit in words: what its keys mean, who is meant, and the same as a table for a spreadsheet."""

import csv
from collections.abc import Iterable
from datetime import datetime
from io import StringIO
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.activity import audit
from folkmoot.activity.vocabulary import VERBS
from folkmoot.kit.refs import load

from .forms import AuditForm
from .models import Person

MOST_ROWS = 10_000  # of the CSV
ADMINISTRATIVE = {
    "made_administrator",
    "appointed",
    "dismissed",
    "founded",
    "invited",
}  # in the stream already
WORDS: dict[str, str | Promise] = {
    "people.signed_in": _("signed in"),
    "people.signed_out": _("signed out"),
    "people.sign_in_failed": _("failed to sign in"),
    "people.second_step_failed": _("failed at the second step"),
    "people.password_changed": _("changed the password"),
    "people.password_reset": _("reset the password"),
    "people.email_changed": _("changed the e-mail address"),
    "people.way_in.added": _("added a way in"),
    "people.way_in.removed": _("removed a way in"),
    "people.way_in.renewed": _("made new recovery codes"),
    "people.session.ended": _("ended a session"),
    "people.session.ended_all_others": _("ended all other sessions"),
    "people.token.made": _("made a token"),
    "people.token.revoked": _("revoked a token"),
    "site.brand.rebranded": _("changed name, colour or words"),
    "site.brand.reverted": _("went back to an earlier look"),
}
# What a spreadsheet takes for a formula, also in full width and behind blanks.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


class Entry(NamedTuple):
    """One line of the page."""

    moment: datetime
    what: str
    key: str
    who: str
    about: str
    network: str
    request_id: str


def administrative_verbs() -> list[str]:
    """The verbs of the stream by which power is given or taken; they are not noted twice."""
    return sorted(name for name in VERBS if name.rpartition(".")[2] in ADMINISTRATIVE)


def found_by(form: AuditForm) -> Any:
    """The entries that the filters ask for, the newest first. A name that nobody has finds nothing."""
    form.is_valid()
    asked = form.cleaned_data
    return audit.entries(
        verbs=administrative_verbs(),
        what=asked.get("what", ""),
        who=_pointer(asked.get("who", "")),
        since=asked.get("since"),
        until=asked.get("until"),
    )


def _pointer(who: str) -> str:
    if not who or who.startswith("people.person/"):
        return who
    person = Person.objects.with_email(who).first() or Person.objects.filter(name__iexact=who).first()
    return f"people.person/{person.pk}" if person else "nobody"


def in_words(rows: Iterable[tuple[Any, ...]]) -> list[Entry]:
    rows = list(rows)
    people = load({pointer for row in rows for pointer in row[2:4] if pointer.startswith("people.person/")})

    def name(pointer: str) -> str:
        return str(people.get(pointer, pointer))

    return [
        Entry(
            moment, words_for(key), key, name(who), name(about) if about != who else "", network, request_id
        )
        for moment, key, who, about, network, request_id in rows
    ]


def words_for(key: str) -> str:
    """What a key means; the key itself where nobody gave it words."""
    return str(WORDS.get(key) or key.rpartition(".")[2].replace("_", " "))


def kinds() -> list[tuple[str, str]]:
    """All that can be asked for, by its words."""
    return sorted(
        ((key, words_for(key)) for key in [*WORDS, *administrative_verbs()]), key=lambda one: one[1]
    )


def csv_of(rows: Iterable[tuple[Any, ...]]) -> str:
    """Every cell quoted, and none that a spreadsheet would run."""
    text = StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(audit.COLUMNS)
    for moment, *rest in rows:
        writer.writerow([moment.isoformat(), *map(harmless, rest)])
    return text.getvalue()


def harmless(cell: str) -> str:
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell
