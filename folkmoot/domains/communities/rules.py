"""Who may do what in a community."""

from django.utils.translation import gettext as _

from folkmoot.domains.people.models import Person, Visitor
from folkmoot.kit.answers import Answer, unless

from .models import Community, Role, roles_of


def may_found(person: Visitor) -> Answer:
    return unless(
        (not getattr(person, "is_administrator", False), _("Only administrators found communities."))
    )


def may_join(person: Visitor, community: Community) -> Answer:
    return unless(
        (not isinstance(person, Person), _("Sign in to join.")),
        (isinstance(person, Person) and community.pk in roles_of(person), _("You are a member already.")),
        (not community.is_open, _("This community is by invitation.")),
    )


def may_leave(person: Visitor, community: Community) -> Answer:
    return unless(
        (not isinstance(person, Person) or community.pk not in roles_of(person), _("You are not a member.")),
        (
            isinstance(person, Person) and Role.MANAGER in roles_of(person).get(community.pk, ()),
            _("A manager hands over before leaving."),
        ),
    )


def may_manage(person: Visitor, community: Community) -> Answer:
    """Invite, appoint, import, make insights."""
    return unless(
        (not community.has(person, Role.MANAGER), _("Only managers of this community may do this."))
    )


def may_take_part(person: Visitor, community: Community) -> Answer:
    """Write, support, comment. An open community takes everybody who signed in; they join by taking part."""
    return unless(
        (not isinstance(person, Person), _("Sign in to take part.")),
        (not community.is_open and not community.has(person), _("This community is by invitation.")),
    )
