"""Who may do what in a community."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _  # a page asks hundreds of times, and shows few

from folkmoot.domains.people.models import Person, Visitor
from folkmoot.kit import clock, newcomers, oversight
from folkmoot.kit.answers import YES, Answer, unless

from .models import Community, Programme, Role, bar_of, roles_of

OVERSIGHT = (Role.MODERATOR, Role.MANAGER)
TRUSTED = (Role.MODERATOR, Role.MANAGER, Role.DECISION_OWNER)


def may_found(person: Visitor) -> Answer:
    return unless(
        (not getattr(person, "is_administrator", False), _("Only administrators found communities."))
    )


def may_rename(person: Visitor, programme: Programme) -> Answer:
    """It may span communities that a manager of one does not see, so its title is nobody's but the house's."""
    return unless(
        (
            not getattr(person, "is_administrator", False),
            _("Only administrators rename the programme %(title)s.") % {"title": programme.title},
        )
    )


def may_join(person: Visitor, community: Community) -> Answer:
    return unless(
        (not isinstance(person, Person), _("Sign in to join.")),
        (isinstance(person, Person) and community.pk in roles_of(person), _("You are a member already.")),
        (not community.is_open, _("This community is by invitation.")),
    ) and _not_barred(person, community)


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
    ) and _not_barred(person, community)


def _not_barred(person: Visitor, community: Community) -> Answer:
    """Whoever is blocked reads on; they hear until when, and why."""
    bar = bar_of(person, community) if isinstance(person, Person) and not person.is_administrator else None
    if bar is None:
        return YES
    words: dict[str, object] = {"reason": oversight.Reason(bar.reason).label}
    if bar.until is None:
        return Answer(_("You may not take part here for now: %(reason)s.") % words)
    words["day"] = date_format(localtime(bar.until), "DATE_FORMAT")
    return Answer(_("You may not take part here until %(day)s: %(reason)s.") % words)


def may_moderate(person: Visitor, community: Community | None) -> Answer:
    """Look at what is held, flagged and hidden, and decide. In no community: everywhere, for administrators."""
    if community is None:
        is_administrator = getattr(person, "is_administrator", False)
        return unless((not is_administrator, _("Only administrators may do this everywhere.")))
    return unless(
        (
            not community.has(person, *OVERSIGHT),
            _("Only moderators and managers of this community may do this."),
        )
    ) and _not_barred(person, community)


def may_block(by: Visitor, person: Person, community: Community | None) -> Answer:
    """Whoever has an office is not blocked before it is taken from them; administrators never are."""
    return may_moderate(by, community) and unless(
        (by.pk == person.pk, _("Nobody blocks themselves.")),
        (person.is_administrator, _("An administrator cannot be blocked.")),
        (
            community is not None and community.has(person, *TRUSTED),
            _("This person has an office here. A manager takes it back first."),
        ),
    )


def may_unblock(by: Visitor, person: Person, community: Community | None) -> Answer:
    return may_moderate(by, community) and unless((by.pk == person.pk, _("Nobody unblocks themselves.")))


def must_wait(person: Person, community: Community, *texts: str) -> bool:
    """Whether these words wait for a moderator first: they hold a link, and nobody knows the person yet."""
    if not newcomers.holds_link(*texts):
        return False
    giver = newcomers.Giver(
        arrived_at=person.arrived_at,
        standing=oversight.standing_of(person.pk),
        is_trusted=person.is_administrator or community.has(person, *TRUSTED),
    )
    return newcomers.is_new(giver, at=clock.now())
