"""Everything about somebody in one file: room by room, so that a crash repeats and doubles nothing."""

import shutil
from collections.abc import Iterator
from functools import partial

from django.db import transaction

from folkmoot.activity import audit
from folkmoot.domains.people.models import Person
from folkmoot.domains.privacy import packing, rules
from folkmoot.domains.privacy.models import KEPT_FOR, UNDER_WAY, Export, State
from folkmoot.kit import clock, events
from folkmoot.kit.answers import Refused
from folkmoot.kit.subjects import Holding, Record, holdings

BATCH = 200  # records, after each of which a stop is heard


class TakenOver(Exception):
    """Another worker has gone on with this export, or somebody stopped it: this one lets it be."""


@transaction.atomic
def export(*, by: Person) -> Export:
    """Note that everything is wanted; the worker does the rest."""
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    rules.may_export(by).insist()
    one = Export.objects.create(person=by, rooms=len(holdings()), expires_at=clock.now() + KEPT_FOR)
    audit.note("privacy.export.asked", who=by, about=one)
    return one


@transaction.atomic
def stop(one: Export, *, by: Person) -> Export:
    """Write no more. What is written is kept for the week, so that it can be resumed."""
    one = _locked(one)
    rules.may_stop(by, one).insist()
    one.state = State.STOPPED
    one.save(update_fields=["state"])
    audit.note("privacy.export.stopped", who=by, about=one)
    _tell_pages(one)
    return one


@transaction.atomic
def resume(one: Export, *, by: Person) -> Export:
    """Go on after the last room that is written."""
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    one = _locked(one)
    rules.may_resume(by, one).insist()
    one.state = State.WAITING
    one.save(update_fields=["state"])
    audit.note("privacy.export.resumed", who=by, about=one)
    return one


def run(one: Export) -> Export:
    """Write all rooms that are not written yet, then the file. May be run again after a crash. Raises TakenOver."""
    one = _begin(one)
    packing.make_room(one.folder)
    for number, holding in enumerate(holdings()):
        if number >= one.position:
            count = packing.write_part(one.folder, holding.name, one.attempt, _told(one, holding))
            one = _advance(one, count)
    size, digest = packing.pack(one)
    return _finish(one, size, digest)


def _told(one: Export, holding: Holding) -> Iterator[Record]:
    """What a room holds of this person and of those who were found to be the same; asks between batches."""
    number = 0
    for self in Person.objects.filter(pk=one.person_id).union(
        Person.objects.filter(merged_into=one.person_id)
    ):
        for record in holding.tell(self):
            if number % BATCH == 0:
                _insist_on_ours(one)
            number += 1
            yield record


@transaction.atomic
def _begin(one: Export) -> Export:
    one = _locked(one)
    if one.is_over:
        raise TakenOver(f"{one} is over")
    one.state, one.attempt, one.rooms = State.RUNNING, one.attempt + 1, len(holdings())
    if not packing.has_parts(one.folder, [holding.name for holding in holdings()[: one.position]]):
        one.position = one.records = 0
    one.save(update_fields=["state", "attempt", "rooms", "position", "records"])
    return one


@transaction.atomic
def _advance(one: Export, count: int) -> Export:
    one = _ours(one)
    one.position += 1
    one.records += count
    one.save(update_fields=["position", "records"])
    _tell_pages(one)
    return one


@transaction.atomic
def _finish(one: Export, size: int, digest: str) -> Export:
    one = _ours(one)
    one.state, one.size, one.sha256 = State.DONE, size, digest
    one.save(update_fields=["state", "size", "sha256"])
    audit.note("privacy.export.made", who=one.person, about=one, size=size)
    _tell_pages(one)
    transaction.on_commit(partial(shutil.rmtree, one.folder, ignore_errors=True))
    return one


def is_last_try(one: Export, *, of: int) -> bool:
    """A job tries ``of`` times at most; whoever resumes it brings a new job."""
    one.refresh_from_db(fields=["attempt"])
    return one.attempt % of == 0


@transaction.atomic
def fail(one: Export) -> None:
    """It could not be made; whoever asked may resume it."""
    if Export.objects.filter(pk=one.pk, state__in=UNDER_WAY).update(state=State.FAILED):
        one.refresh_from_db()
        _tell_pages(one)


@transaction.atomic
def note_taken(one: Export, *, by: Person) -> None:
    """Somebody takes the file now. Refused where it is not theirs."""
    if one.person_id != by.pk:
        raise Refused
    audit.note("privacy.export.taken", who=by, about=one)


@transaction.atomic
def expire() -> int:
    """Exports whose week is over go, with their files. Returns how many."""
    gone = list(Export.objects.over().select_for_update(skip_locked=True)[:500])
    Export.objects.filter(pk__in=[one.pk for one in gone]).delete()
    for one in gone:
        transaction.on_commit(partial(packing.remove, one))
    return len(gone)


def _locked(one: Export) -> Export:
    found = Export.objects.select_for_update(of=("self",)).select_related("person").filter(pk=one.pk).first()
    if found is None:
        raise TakenOver(f"{one} is gone")
    return found


def _ours(one: Export) -> Export:
    now = _locked(one)
    if now.state != State.RUNNING or now.attempt != one.attempt:
        raise TakenOver(f"{one} is {now.state}, attempt {now.attempt}")
    return now


def _insist_on_ours(one: Export) -> None:
    ours = Export.objects.filter(pk=one.pk, state=State.RUNNING, attempt=one.attempt)
    if not ours.exists():
        raise TakenOver(f"{one} is not ours any more")


def _tell_pages(one: Export) -> None:
    events.publish(
        one.topic,
        value=one.position,
        most=one.rooms,
        words=f"{one.position}/{one.rooms}",
        done=int(one.is_over),
    )
