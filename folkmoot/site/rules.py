"""Who may do what at the front door."""

from django.utils.translation import gettext as _

from folkmoot.domains.communities.models import Role, roles_of
from folkmoot.domains.people.models import Person, Visitor
from folkmoot.domains.people.rules import may_administer
from folkmoot.kit.answers import Answer, unless


def may_rebrand(person: Visitor) -> Answer:
    return may_administer(person)


def may_revert(person: Visitor) -> Answer:
    return may_rebrand(person)


def may_put_away(person: Visitor) -> Answer:
    """The list of first steps, which managers and administrators have."""
    return unless((not manages(person), _("Only managers and administrators have a list of first steps.")))


def may_bring_back(person: Visitor) -> Answer:
    return may_put_away(person)


def manages(person: Visitor) -> bool:
    """Whether this person sets something up here: a community, or all of it."""
    if not isinstance(person, Person):
        return False
    return person.is_administrator or any(Role.MANAGER in held for held in roles_of(person).values())
