"""Letters by the clock: written soon after something was told, sent one by one."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from folkmoot.kit.jobs import defer_once

from . import actions, mail
from .models import Letter

# A mail server that is down for an hour must not lose a letter: 12 tries, 2 s to some 70 minutes apart.
PATIENT = RetryStrategy(max_attempts=12, exponential_wait=2)


@app.task(name="notices.write_letters", queue="default", queueing_lock="notices.write_letters")
def write_letters() -> None:
    """One letter for each person who is to be told by mail, and a job for each to send it."""
    for person_id in actions.people_to_write_to():
        if letter := actions.write_letter(person_id):
            defer_once(send_letter, lock=f"notices.letter/{letter.pk}", letter_id=letter.pk)


@app.task(name="notices.send_letter", queue="default", retry=PATIENT)
def send_letter(letter_id: int) -> None:
    letter = Letter.objects.get(pk=letter_id)
    if letter.sent_at or letter.is_kept:
        return
    if mail.has_server():
        mail.send(letter)
    actions.note_sent(letter, is_kept=not mail.has_server())


@app.periodic(cron="*/5 * * * *")
@app.task(name="notices.send_what_waits", queue="default", queueing_lock="notices.send_what_waits")
def send_what_waits(timestamp: int) -> None:
    """Should a worker have died between writing a letter and queueing it, it goes now."""
    write_letters()
    for pk in Letter.objects.filter(sent_at=None, is_kept=False).values_list("pk", flat=True)[:500]:
        defer_once(send_letter, lock=f"notices.letter/{pk}", letter_id=pk)
