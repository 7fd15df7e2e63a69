"""Consent: given and withdrawn, word by word."""

from django.db import transaction

from folkmoot.activity.stream import record
from folkmoot.activity.vocabulary import Verb
from folkmoot.domains.people.models import Person
from folkmoot.domains.privacy import activities, rules
from folkmoot.domains.privacy.models import Consent
from folkmoot.domains.privacy.purposes import PURPOSES
from folkmoot.kit.seals import seal


@transaction.atomic
def give(name: str, *, by: Person, channel: str = "page") -> Consent:
    """Agree to this purpose, in the words that are shown now."""
    _take_turn(by)
    rules.may_give(by, name).insist()
    return _say(name, activities.GIVEN, by=by, is_given=True, channel=channel)


@transaction.atomic
def withdraw(name: str, *, by: Person, channel: str = "page") -> Consent:
    """Agree no longer. What was done before was right then."""
    _take_turn(by)
    rules.may_withdraw(by, name).insist()
    return _say(name, activities.WITHDRAWN, by=by, is_given=False, channel=channel)


def _take_turn(person: Person) -> None:
    """Two tabs that say the same at once say it once."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)


def _say(name: str, verb: Verb, *, by: Person, is_given: bool, channel: str) -> Consent:
    purpose = PURPOSES[name]
    said = Consent.objects.create(
        person=by,
        purpose=name,
        version=purpose.version,
        digest=purpose.digest,
        is_given=is_given,
        channel=channel,
    )
    record(
        verb,
        actor=by,
        object=said,
        seal=seal(said.content, salt=said.salt),
        purpose=name,
        version=purpose.version,
    )
    return said
