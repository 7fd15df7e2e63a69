"""Leaving: asked for, taken back, done. What is done is done in one transaction, in all rooms or in none."""

from django.db import transaction

from folkmoot.activity import audit
from folkmoot.activity.stream import record
from folkmoot.domains.people.models import Person
from folkmoot.domains.privacy import activities, rules
from folkmoot.domains.privacy.models import WAITS_FOR, Erasure
from folkmoot.kit import clock
from folkmoot.kit.subjects import erasers


@transaction.atomic
def leave(*, by: Person, takes_texts: bool) -> Erasure:
    """Ask to be erased. Nothing goes before seven days are over, and until then it can be taken back."""
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    rules.may_leave(by).insist()
    one = Erasure.objects.create(person=by, takes_texts=takes_texts, due_at=clock.now() + WAITS_FOR)
    record(activities.ASKED, actor=by, object=one)
    audit.note("privacy.erasure.asked", who=by, about=one, takes_texts=takes_texts)
    return one


@transaction.atomic
def stay(one: Erasure, *, by: Person) -> Erasure:
    """Take it back: nothing was erased, and nothing will be."""
    one = _locked(one)
    rules.may_stay(by, one).insist()
    one.state, one.ended_at = Erasure.State.TAKEN_BACK, clock.now()
    one.save(update_fields=["state", "ended_at"])
    record(activities.STAYED, actor=by, object=one)
    audit.note("privacy.erasure.taken_back", who=by, about=one)
    return one


@transaction.atomic
def erase(one: Erasure, *, by: Person) -> Erasure:
    """Remove names, texts and salts of a person in every room, now. Stream, seals, counts and offices stand."""
    # Whoever writes for this person holds a key to this row: they finish first, and the next find nobody.
    person = Person.objects.select_for_update().get(pk=one.person_id)
    one = _locked(one)
    rules.may_erase(by, one).insist()
    # Also those who were found to be the same person.
    for self in [*Person.objects.select_for_update().filter(merged_into=person).order_by("pk"), person]:
        for erase_in_room in erasers():
            erase_in_room(self, by=by, takes_texts=one.takes_texts)
    one.state, one.ended_at = Erasure.State.DONE, clock.now()
    one.save(update_fields=["state", "ended_at"])
    record(activities.ERASED, actor=person, object=one)
    audit.note("privacy.erasure.done", who=by, about=one, takes_texts=one.takes_texts)
    return one


def _locked(one: Erasure) -> Erasure:
    return Erasure.objects.select_for_update(of=("self",)).select_related("person").get(pk=one.pk)
