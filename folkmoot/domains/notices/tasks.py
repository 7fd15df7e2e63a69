"""By the clock: letters written when they are due and sent one by one, pushes, and mail that came back."""

from smtplib import SMTPRecipientsRefused

from django.utils.translation import gettext as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from folkmoot.activity.telling import tell_apart
from folkmoot.domains.people.reading import as_preferred
from folkmoot.kit import clock
from folkmoot.kit.http import Unreachable
from folkmoot.kit.identity import identity
from folkmoot.kit.jobs import defer_once

from . import actions, mail, mailbox, push, returning
from .models import Device, Letter, Notice

# A mail server that is down for an hour must not lose a letter: 12 tries, 2 s to some 70 minutes apart.
PATIENT = RetryStrategy(max_attempts=12, exponential_wait=2)
MOST_PUSHED = 1000


@app.task(name="notices.write_letters", queue="default", queueing_lock="notices.write_letters")
def write_letters() -> None:
    """One letter for each person who is to be told by mail, and a job for each to send it."""
    for person_id in actions.people_to_write_to():
        if letter := actions.write_letter(person_id):
            defer_once(send_letter, lock=f"notices.letter/{letter.pk}", letter_id=letter.pk)


@app.task(name="notices.send_letter", queue="default", retry=PATIENT)
def send_letter(letter_id: int) -> None:
    letter = Letter.objects.select_related("person").get(pk=letter_id)
    if letter.sent_at or letter.is_kept:
        return
    is_taken = mail.has_server() and _is_taken(letter)
    actions.note_sent(letter, is_kept=not is_taken)


def _is_taken(letter: Letter) -> bool:
    """Whether the server took it. A no for good is a letter that came back; any other is tried again."""
    try:
        mail.send(letter)
    except SMTPRecipientsRefused as refusal:
        code, said = next(iter(refusal.recipients.values()))
        if not 500 <= code < 600:
            raise
        actions.note_bounce(letter, is_permanent=True, said=f"{code} {said.decode(errors='replace')}")
        return False
    return True


@app.periodic(cron="*/5 * * * *")
@app.task(name="notices.send_what_waits", queue="default", queueing_lock="notices.send_what_waits")
def send_what_waits(timestamp: int) -> None:
    """What has become due goes now; so does what a worker left that died between writing and queueing it."""
    write_letters()
    push_what_is_due()
    for pk in Letter.objects.filter(sent_at=None, is_kept=False).values_list("pk", flat=True)[:500]:
        defer_once(send_letter, lock=f"notices.letter/{pk}", letter_id=pk)


@app.task(name="notices.push_what_is_due", queue="default", queueing_lock="notices.push_what_is_due")
def push_what_is_due() -> None:
    """Every device of everybody of whom something is to be pushed by now; at most once each, for it is only a nudge."""
    due = Notice.objects.to_push(clock.now()).select_related("person").order_by("push_at", "pk")
    for notice in due[:MOST_PUSHED]:
        actions.note_pushed(notice)
        with as_preferred(notice.person):
            (told,) = tell_apart([notice], to=notice.person_id)
            for device in Device.objects.filter(person=notice.person_id):
                _push(device, told.sentence, told.path, tag=told.thread)


def _push(device: Device, sentence: str, path: str, *, tag: str) -> None:
    try:
        push.push(device, title=identity().name, body=sentence or _("Something new"), path=path, tag=tag)
    except push.Gone:
        actions.note_gone(device)
    except (push.NotTaken, Unreachable):
        # The page and the letter tell it all the same: a nudge that is late is none.
        return


@app.periodic(cron="*/5 * * * *")
@app.task(name="notices.read_returned_mail", queue="default", queueing_lock="notices.read_returned_mail")
def read_returned_mail(timestamp: int) -> None:
    """Note which addresses take no mail, where a mailbox is named to which it comes back."""
    for raw in mailbox.unread() if mailbox.has_mailbox() else ():
        if report := returning.read_report(raw):
            actions.note_bounce(
                report.letter, is_permanent=report.is_permanent, status=report.status, said=report.said
            )
