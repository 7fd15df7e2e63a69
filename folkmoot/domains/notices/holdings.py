"""What notices hold about somebody, and how it goes: also from the letters that told others of them."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext_lazy

from folkmoot.domains.people.models import Person
from folkmoot.kit.refs import ref
from folkmoot.kit.subjects import Record, erases, holds, in_batches, record, things_of

from .models import Bounce, Device, Letter, Notice, Preference, Rhythm

COVERED = (
    "notices.notice",
    "notices.letter",
    "notices.preference",
    "notices.rhythm",
    "notices.device",
    "notices.bounce",
)


@holds("notices", label=gettext_lazy("What I was told"), covers=COVERED)
def told(person: Person) -> Iterator[Record]:
    """That they were told and of what, by refs: the sentences and letters hold names and titles of others."""
    for notice in Notice.objects.of(person).order_by("pk").iterator(chunk_size=500):
        yield record(
            "notice",
            title=notice.verb,
            address="/notices/",
            moment=notice.made_at,
            about=notice.object,
            seen_at=notice.seen_at.isoformat() if notice.seen_at else None,
        )
    for letter in Letter.objects.filter(_to(person)).order_by("pk").iterator(chunk_size=500):
        sent_at = letter.sent_at.isoformat() if letter.sent_at else None
        yield record("letter", moment=letter.written_at, to=letter.to, sent_at=sent_at)
    yield from _wishes(person)


def _wishes(person: Person) -> Iterator[Record]:
    """How they want to be told, and what came back from their address."""
    for wish in Preference.objects.filter(person=person).order_by("occasion"):
        yield record(
            "preference",
            title=wish.occasion,
            address="/notices/prefer/",
            pace=wish.pace,
            is_pushed=wish.is_pushed,
        )
    for rhythm in Rhythm.objects.filter(person=person):
        yield record(
            "hours",
            digest_hour=rhythm.digest_hour,
            digest_weekday=rhythm.digest_weekday,
            quiet_from=rhythm.quiet_from.isoformat() if rhythm.quiet_from else None,
            quiet_until=rhythm.quiet_until.isoformat() if rhythm.quiet_until else None,
        )
    for device in Device.objects.filter(person=person):
        yield record("browser", title=device.name, moment=device.added_at, endpoint=device.endpoint)
    for bounce in Bounce.objects.filter(address__iexact=person.email or "").order_by("pk")[:100]:
        yield record("bounce", title=bounce.status, moment=bounce.came_at, said=bounce.said)


def _to(person: Person) -> Q:
    return Q(person=person) | Q(to__iexact=person.email) if person.email else Q(person=person)


@erases("notices", order=20)
def forget(person: Person, *, by: Person, takes_texts: bool) -> None:
    """What they were told goes. Letters that tell others of them lose their words; those not sent are written anew."""
    Notice.objects.of(person).delete()
    Letter.objects.filter(_to(person)).delete()
    for table in (Preference, Rhythm, Device):
        table.objects.filter(person=person).delete()
    if person.email:
        Bounce.objects.filter(address__iexact=person.email).delete()
    for refs in in_batches([ref(person), *things_of(person)]):
        about = Q(actor__in=refs) | Q(object__in=refs) | Q(target__in=refs) | Q(context__in=refs)
        letters = set(Notice.objects.filter(about).exclude(letter=None).values_list("letter", flat=True))
        waiting = Letter.objects.filter(pk__in=letters, sent_at=None, is_kept=False)
        Notice.objects.filter(letter__in=waiting).update(letter=None)
        # Kept, and thus not sent: the job that would send it finds nothing to do.
        waiting.update(is_kept=True)
        Letter.objects.filter(pk__in=letters).update(subject="", text="", html="")
