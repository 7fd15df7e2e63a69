"""Following and letting go. Nothing else in the house writes to this table."""

from django.db import transaction
from django.db.models import Model

from folkmoot.activity.stream import record
from folkmoot.domains.people.models import Person
from folkmoot.kit.refs import ref

from . import activities, rules
from .models import Follow


@transaction.atomic
def follow(thing: Model, *, by: Person) -> Follow:
    """Hear of what happens to this thing from now on."""
    rules.may_follow(by, thing).insist()
    one, _is_new = Follow.objects.get_or_create(person=by, thing=ref(thing))
    record(activities.FOLLOWED, actor=by, object=thing)
    return one


@transaction.atomic
def unfollow(pointer: str, *, by: Person) -> None:
    """Hear no more of the thing with this ref."""
    rules.may_unfollow(by, pointer).insist()
    Follow.objects.of(by).filter(thing=pointer).delete()
    record(activities.UNFOLLOWED, actor=by, object=pointer)
