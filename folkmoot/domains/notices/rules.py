"""Who may read what has been written to others."""

from folkmoot.domains.people.models import Visitor
from folkmoot.domains.people.rules import may_administer
from folkmoot.kit.answers import Answer


def may_read_outbox(person: Visitor) -> Answer:
    return may_administer(person)
