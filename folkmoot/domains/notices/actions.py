"""Telling people: on the page once each, by mail in one letter per person."""

import uuid

from django.conf import settings
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils.translation import ngettext

from folkmoot.activity.models import Activity
from folkmoot.activity.stream import record
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock, events
from folkmoot.kit.audiences import audience_of
from folkmoot.kit.refs import key

from . import activities
from .models import Letter, Notice
from .sentences import tell_apart


@transaction.atomic
def tell(activity: Activity) -> int:
    """Put a notice on the page of everybody whom this concerns, but not of whoever did it. Returns how many."""
    audience = audience_of(activity.verb)
    people = set(audience(activity)) if audience else set()
    people -= {key(activity.actor)} if activity.actor.startswith("people.person/") else set()
    Notice.objects.bulk_create(
        [
            Notice(
                person_id=person,
                activity_id=activity.pk,
                verb=activity.verb,
                actor=activity.actor,
                object=activity.object,
                target=activity.target,
                context=activity.context,
            )
            for person in sorted(people)
        ],
        ignore_conflicts=True,
        batch_size=1000,
    )
    for person in people:
        events.publish(f"notices/{person}", unseen=1)
    if people:
        record(
            activities.TOLD,
            actor="",
            object=activity.object,
            target=activity.verb,
            context=activity.context,
            people=len(people),
        )
    return len(people)


@transaction.atomic
def see(person: Person) -> int:
    """The person has looked at their notices."""
    return Notice.objects.of(person).unseen().update(seen_at=clock.now())


def people_to_write_to() -> list[int]:
    """Everybody with notices that no letter tells of yet."""
    return sorted(set(Notice.objects.not_mailed().values_list("person_id", flat=True)))


@transaction.atomic
def write_letter(person_id: int) -> Letter | None:
    """One letter with all that this person has not been written to about. None if there is nothing (left)."""
    # Two workers may write to the same person: the second waits here, and finds nothing left.
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('notices.letter'), %s)", [person_id])
    notices = list(Notice.objects.not_mailed().filter(person=person_id).newest_first()[:50])
    if not notices:
        return None
    person = Person.objects.get(pk=person_id)
    told = tell_apart(notices)
    context = {"person": person, "told": told, "address": settings.URL}
    letter = Letter.objects.create(
        person=person,
        to=person.email,
        subject=_subject(told[0].sentence, len(told)),
        text=render_to_string("notices/letter.txt", context),
        html=render_to_string("notices/letter.html", context),
        message_id=_fresh_id(),
    )
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(letter=letter)
    return letter


def _fresh_id() -> str:
    """A Message-ID (RFC 5322, 3.6.4) short enough for one line."""
    return f"<{uuid.uuid4().hex}@folkmoot.local>"


def _subject(first: str, count: int) -> str:
    """One line, whatever stands in the names and titles of a sentence: a header with two is no mail."""
    first = " ".join(first.split())
    if count == 1:
        return first[:300]
    more = ngettext("and %(n)d more", "and %(n)d more", count - 1) % {"n": count - 1}
    return f"{first[:250]}, {more}"


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
