"""Privacy in the worker: exports are written, old ones go, and whoever waited their days is erased."""

import logging

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from folkmoot.domains.people.reading import as_preferred
from folkmoot.kit.answers import Refused
from folkmoot.kit.identity import identity

from . import actions
from .models import Erasure, Export

logger = logging.getLogger(__name__)
MOST_TRIES = 4
PATIENT = RetryStrategy(max_attempts=8, exponential_wait=2)


@app.task(
    name="privacy.run_export",
    queue="default",
    retry=RetryStrategy(max_attempts=MOST_TRIES, exponential_wait=3),
)
def run_export(export_id: int) -> None:
    """Go on with this export until it is over; after a crash, after the last room that is written."""
    one = Export.objects.filter(pk=export_id).first()
    if one is None:
        return
    try:
        actions.run(one)
    except actions.TakenOver as other:
        logger.info("%s", other)
    except Exception:
        if not actions.is_last_try(one, of=MOST_TRIES):
            raise
        # The page says that it could not be made, and another may be asked for.
        logger.exception("%s could not be made", one)
        actions.fail(one)


@app.task(name="privacy.send_farewell", queue="default", retry=PATIENT)
def send_farewell(erasure_id: int) -> None:
    """The last mail: what will go and when, and how to take it back."""
    one = Erasure.objects.waiting().select_related("person").filter(pk=erasure_id).first()
    if one is None or not one.person.email:
        return
    with as_preferred(one.person):
        text = render_to_string("privacy/farewell.txt", {"one": one, "address": settings.URL})
        here = identity()
        body = f"{text.rstrip()}\n\n{here.signature}"
        send_mail(_("You asked to leave"), body, here.sender, [one.person.email])


@app.periodic(cron="*/15 * * * *")
@app.task(name="privacy.erase_who_waited", queue="default", queueing_lock="privacy.erase_who_waited")
def erase_who_waited(timestamp: int) -> None:
    """Each in a transaction of their own: one that cannot go now keeps nobody else."""
    for one in Erasure.objects.due().select_related("person").order_by("due_at")[:100]:
        try:
            actions.erase(one, by=one.person)
        except Refused as reason:
            logger.warning("%s waits: %s", one, reason)


@app.periodic(cron="7 * * * *")
@app.task(name="privacy.forget_exports", queue="default", queueing_lock="privacy.forget_exports")
def forget_exports(timestamp: int) -> None:
    while actions.expire():
        pass
