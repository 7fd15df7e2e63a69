"""Who may flag, decide and appeal. Nobody decides on their own thing, nor on an appeal against their own decision."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from folkmoot.domains.communities.models import Community, Role
from folkmoot.domains.communities.rules import may_block as may_bar
from folkmoot.domains.communities.rules import may_moderate, may_take_part
from folkmoot.domains.communities.rules import may_unblock as may_let_in
from folkmoot.domains.people.models import Person, Visitor
from folkmoot.kit import clock
from folkmoot.kit.answers import Answer, unless

from .models import Appeal, Case, Decision, Flag

FLAGS_A_DAY = 30


def may_flag(person: Visitor, thing: Any) -> Answer:
    """Whoever takes part may flag what others gave, some thirty times a day."""
    return may_take_part(person, thing.community) and unless(
        (thing.author_id == person.pk, _("This is yours: take it back instead.")),
        (_flags_today(person) >= FLAGS_A_DAY, _("You flagged much today. Please go on tomorrow.")),
    )


def _flags_today(person: Visitor) -> int:
    since = clock.now() - timedelta(days=1)
    return Flag.objects.filter(person=person.pk, raised_at__gt=since).count()


def may_unflag(person: Visitor, flag: Flag) -> Answer:
    return unless((flag.person_id != person.pk, _("Only whoever flagged takes it back.")))


def may_look(person: Visitor) -> Answer:
    """The desk: for whoever moderates somewhere, and for administrators also where no community is yet."""
    communities = Community.objects.with_role_of(person, Role.MODERATOR, Role.MANAGER)
    is_moderator = getattr(person, "is_administrator", False) or communities.exists()
    return unless((not is_moderator, _("Only moderators and managers may do this.")))


def may_decide(person: Visitor, case: Case, flaggers: frozenset[int] = frozenset()) -> Answer:
    """The author never, and whoever flagged it neither: another person looks."""
    return may_moderate(person, case.community) and unless(
        (case.author_id == person.pk, _("Nobody decides on what they gave themselves.")),
        (person.pk in flaggers, _("You flagged this yourself: another moderator decides.")),
    )


may_hide = may_restore = may_let_pass = may_lock = may_unlock = may_decide


def may_block(by: Visitor, person: Person, community: Community | None) -> Answer:
    return may_bar(by, person, community)


def may_unblock(by: Visitor, person: Person, community: Community | None) -> Answer:
    return may_let_in(by, person, community)


def may_read(person: Visitor, decision: Decision) -> Answer:
    """Why, and by which rule: for whom it concerns, and for those who moderate."""
    is_theirs = decision.about_id == person.pk
    return Answer() if is_theirs else may_moderate(person, decision.community)


def may_appeal(person: Visitor, decision: Decision) -> Answer:
    return unless(
        (decision.about_id != person.pk, _("Only the person whom it concerns appeals.")),
        (not decision.is_burden, _("There is nothing to appeal against.")),
        (hasattr(decision, "appeal"), _("There is an appeal already; another person looks at it.")),
    )


def may_uphold(person: Visitor, appeal: Appeal) -> Answer:
    """Another moderator than the one who decided, and never whom it concerns."""
    return may_moderate(person, appeal.decision.community) and unless(
        (appeal.against_id == person.pk, _("You decided this yourself: another person looks at the appeal.")),
        (
            person.pk in (appeal.by_id, appeal.decision.about_id),
            _("Nobody decides on what they gave themselves."),
        ),
        (appeal.decided_at is not None, _("This appeal is decided.")),
    )


def may_overturn(person: Visitor, appeal: Appeal) -> Answer:
    return may_uphold(person, appeal)
