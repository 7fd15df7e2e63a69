"""Publishing an edition: the only thing that is done to agreements."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from folkmoot.activity.stream import record
from folkmoot.domains.people.models import Person
from folkmoot.kit.answers import Overtaken, Refused, insist_on_the_newest
from folkmoot.kit.markdown import html_of
from folkmoot.kit.seals import seal

from . import activities, rules
from .models import Edition


@transaction.atomic
def publish(
    kind: str, *, by: Person, language: str, body: str, change: str = "", after: int | None = None
) -> Edition:
    """Put a new edition above the earlier ones.

    ``after`` is the number that the writer had before them: Overtaken if somebody else published one since.
    """
    rules.may_publish(by).insist()
    newest = Edition.objects.of(kind, language).newest_first().first()
    number = newest.number if newest else 0
    insist_on_the_newest(after, number, because=_somebody_else())
    if newest and newest.body == body.strip():
        raise Refused(_("Nothing has changed, so there is no new version."))
    edition = _put_above(
        number, kind=kind, language=language, body=body.strip(), change=change.strip(), by=by
    )
    record(
        activities.PUBLISHED,
        actor=by,
        object=edition,
        seal=seal(edition.content, salt=edition.salt),
        kind=kind,
        language=language,
        number=edition.number,
    )
    return edition


def _put_above(number: int, *, body: str, **fields: Any) -> Edition:
    """The next number belongs to whoever takes it first: the database sees to it."""
    try:
        with transaction.atomic():
            return Edition.objects.create(number=number + 1, body=body, body_html=_document(body), **fields)
    except IntegrityError:
        raise Overtaken(_somebody_else()) from None


def _somebody_else() -> str:
    return _(
        "Somebody published a version while you wrote. Yours is still here: look at theirs, then publish again."
    )


def _document(body: str) -> str:
    """Its headings stand right below the title of the page, for it is no word of a person within one."""
    return html_of(body).replace("<h4>", "<h2>").replace("</h4>", "</h2>")
