"""Who may put right what the machine suggests. Its suggestions are for all; the last word is of those who tend."""

from django.utils.translation import gettext as _

from folkmoot.domains.communities.models import Community, Role
from folkmoot.domains.people.models import Visitor
from folkmoot.kit.answers import Answer, unless

from .models import Theme, ThemeMember, Understanding


def may_tend(person: Visitor, community: Community) -> Answer:
    return unless(
        (
            not community.has(person, Role.MANAGER, Role.MODERATOR),
            _("Only managers and moderators may correct what was suggested."),
        )
    )


def may_correct(person: Visitor, understanding: Understanding) -> Answer:
    return may_tend(person, understanding.community)


def may_name(person: Visitor, theme: Theme) -> Answer:
    return unless(
        (theme.is_rest, _("What fits no theme has no name of its own.")),
        (theme.retired_at is not None, _("This theme is not found any more.")),
    ) and may_tend(person, theme.community)


def may_move(person: Visitor, member: ThemeMember, to: Theme | None = None) -> Answer:
    """Within its community, into a theme that stands."""
    return unless(
        (
            to is not None and to.community_id != member.theme.community_id,
            _("That theme is of another community."),
        ),
        (to is not None and to.retired_at is not None, _("That theme is not found any more.")),
        (to is not None and to.pk == member.theme_id, _("It is in that theme already.")),
    ) and may_tend(person, member.theme.community)
