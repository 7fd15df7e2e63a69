"""Telling: on the page once each, and noted when a letter is to tell of it."""

from django.db import transaction

from folkmoot.activity.models import Activity
from folkmoot.activity.stream import record
from folkmoot.domains.notices import activities
from folkmoot.domains.notices.models import Notice
from folkmoot.domains.notices.ways import Way, ways_to
from folkmoot.domains.people.actions import as_they_are_now
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock, events
from folkmoot.kit.audiences import Occasion, audience_of
from folkmoot.kit.refs import key


@transaction.atomic
def tell(activity: Activity) -> int:
    """Put a notice on the page of everybody whom this concerns, but not of whoever did it. Returns how many."""
    people = whom_it_concerns(activity)
    if not people:
        return 0
    ways = ways_to(people, clock.now())
    Notice.objects.bulk_create(
        [_notice(activity, person, ways[person]) for person in sorted(people)],
        ignore_conflicts=True,
        batch_size=1000,
    )
    for person in people:
        events.publish(f"notices/{person}", unseen=1)
    record(
        activities.TOLD,
        actor="",
        object=activity.object,
        target=activity.verb,
        context=activity.context,
        people=len(people),
    )
    return len(people)


def whom_it_concerns(activity: Activity) -> dict[int, Occasion]:
    """Everybody who is to be told, as the person they are now, and why; never whoever did it."""
    audience = audience_of(activity.verb)
    people = audience(activity) if audience else {}
    if not people:
        return {}
    actor = key(activity.actor) if activity.actor.startswith("people.person/") else 0
    now = as_they_are_now([*people, actor])
    mine = now.get(actor, actor)
    return {now[person]: why for person, why in people.items() if person in now and now[person] != mine}


def _notice(activity: Activity, person: int, way: Way) -> Notice:
    return Notice(
        person_id=person,
        activity_id=activity.pk,
        verb=activity.verb,
        actor=activity.actor,
        object=activity.object,
        target=activity.target,
        context=activity.context,
        occasion=way.occasion,
        pace=way.pace,
        mail_at=way.mail_at,
        push_at=way.push_at,
    )


@transaction.atomic
def see(person: Person) -> int:
    """The person has looked at their notices."""
    return Notice.objects.of(person).unseen().update(seen_at=clock.now())


@transaction.atomic
def note_pushed(notice: Notice) -> None:
    """It goes to the person's browsers now, once."""
    Notice.objects.filter(pk=notice.pk).update(push_at=None)
