"""Writing letters: one to each person with all that they are to read of by now, grouped by what it is about."""

from collections.abc import Sequence
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_bidi, ngettext
from django.utils.translation import gettext as _

from folkmoot.activity.telling import Told, tell_apart
from folkmoot.domains.notices.grouping import Group, grouped
from folkmoot.domains.notices.models import Letter, Notice
from folkmoot.domains.notices.pacing import Pace
from folkmoot.domains.notices.unsubscribing import address_of
from folkmoot.domains.notices.ways import with_letters
from folkmoot.domains.people.models import Person
from folkmoot.domains.people.reading import as_preferred
from folkmoot.kit import clock
from folkmoot.kit.colours import readable
from folkmoot.kit.identity import identity

MOST = 50  # notices in a letter; the rest goes into the next


def people_to_write_to() -> list[int]:
    """Everybody of whom something is due by now, but nobody who said no to letters or whose mail comes back."""
    waiting = Notice.objects.due(clock.now()).values_list("person_id", flat=True).distinct()
    return sorted(with_letters(waiting))


@transaction.atomic
def write_letter(person_id: int) -> Letter | None:
    """One letter with all that is due for this person. None if there is nothing (left) to say."""
    # Two workers may write to the same person: the second waits here, and finds nothing left.
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('notices.letter'), %s)", [person_id])
    due = list(Notice.objects.due(clock.now()).filter(person=person_id).newest_first()[:MOST])
    person = Person.objects.get(pk=person_id)
    with as_preferred(person):
        told = [one for one in tell_apart(due, to=person_id) if is_worth_a_letter(one)]
        said = {one.what.pk for one in told}
        _let_be([one for one in due if one.pk not in said])
        if not told:
            return None
        letter = _write(person, told)
    Notice.objects.filter(pk__in=said).update(letter=letter)
    return letter


def is_worth_a_letter(told: Told[Notice]) -> bool:
    """What can wait is not written of once it was seen on the page, or once its thing is gone."""
    can_wait = told.what.pace in (Pace.DAILY, Pace.WEEKLY)
    return not (can_wait and (told.what.seen_at is not None or told.is_gone))


def _let_be(notices: Sequence[Notice]) -> None:
    Notice.objects.filter(pk__in=[one.pk for one in notices]).update(mail_at=None)


def _write(person: Person, told: Sequence[Told[Notice]]) -> Letter:
    here, groups = identity(), grouped(told)
    occasions = sorted({one.what.occasion for one in told})
    letter = Letter(
        person=person,
        to=person.email or "",
        message_id=_fresh_id(),
        subject=_subject(told, groups),
        thread=groups[0].thread if len(groups) == 1 else "",
        occasions=occasions,
    )
    context = {
        "person": person,
        "groups": groups,
        "address": settings.URL,
        "place": here.name,
        "signature": here.signature,
        "shades": shades_of(here.colour) if here.colour else None,
        "language": get_language(),
        "direction": "rtl" if get_language_bidi() else "ltr",
        "unsubscribe": address_of(person, occasions),
    }
    letter.text = render_to_string("notices/letter.txt", context)
    letter.html = render_to_string("notices/letter.html", context)
    letter.save()
    return letter


def shades_of(colour: str) -> dict[str, str]:
    """The colour of the brand as it can be read on the two sheets of ``letter.css``, light and dark."""
    return {"light": readable(colour, on="#ffffff"), "dark": readable(colour, on="#1d2228")}


def host() -> str:
    """The name of this place in headers of mail."""
    return urlsplit(settings.URL).hostname or "localhost"


def _fresh_id() -> str:
    """A Message-ID (RFC 5322, 3.6.4) short enough for one line."""
    return f"<{uuid4().hex}@{host()}>"


def _subject(told: Sequence[Told[Notice]], groups: Sequence[Group]) -> str:
    """One line, whatever stands in the names and titles of a sentence: a header with two is no mail."""
    first = " ".join(told[0].sentence.split())
    if len(told) == 1:
        return first[:300]
    if len(groups) == 1:
        more = ngettext("and %(n)d more", "and %(n)d more", len(told) - 1) % {"n": len(told) - 1}
        return f"{first[:250]}, {more}"
    first, second = (" ".join(group.about.split())[:80] for group in groups[:2])
    rest = len(groups) - 2
    if rest == 0:
        return _("News about %(first)s and %(second)s") % {"first": first, "second": second}
    more = ngettext("and %(n)d more", "and %(n)d more", rest) % {"n": rest}
    return _("News about %(first)s, %(second)s %(more)s") % {"first": first, "second": second, "more": more}


@transaction.atomic
def keep(*, to: str, subject: str, text: str, html: str = "", message_id: str = "") -> Letter:
    """Keep a mail that has nowhere to go, so that an administrator can read it."""
    return Letter.objects.create(
        to=to,
        subject=subject[:300],
        text=text,
        html=html,
        message_id=message_id or _fresh_id(),
        person=Person.objects.with_email(to).first(),
        is_kept=True,
    )


@transaction.atomic
def note_sent(letter: Letter, *, is_kept: bool) -> None:
    """The mail server has taken the letter; or there is none, and it stays here."""
    letter.is_kept = is_kept
    letter.sent_at = None if is_kept else clock.now()
    letter.save(update_fields=["sent_at", "is_kept"])
