"""Who may put right what the machine suggests. Its suggestions are for all; the last word is of those who tend."""

from django.utils.translation import gettext as _

from folkmoot.domains.communities.models import Community, Role
from folkmoot.domains.communities.rules import may_manage
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
        (theme.is_rest or theme.is_small_talk, _("What fits no theme has no name of its own.")),
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


def may_put_back(person: Visitor, member: ThemeMember) -> Answer:
    return unless(
        (member.moved_to_id is None, _("It is where the model found it.")),
        (member.found_in_id is None, _("No model has found a theme for it yet.")),
    ) and may_tend(person, member.theme.community)


def _stands(theme: Theme) -> Answer:
    return unless(
        (theme.retired_at is not None, _("This theme is not found any more.")),
        (theme.merged_into_id is not None, _("It is a part of another theme already.")),
    )


def _is_one(theme: Theme) -> Answer:
    return unless((theme.is_rest or theme.is_small_talk, _("That is no theme.")))


def may_merge(person: Visitor, theme: Theme, into: Theme | None = None) -> Answer:
    """Two themes of one community that both stand."""
    answer = _is_one(theme) and _stands(theme)
    if into is not None:
        answer = answer and _is_one(into) and _stands(into)
        answer = answer and unless(
            (into.community_id != theme.community_id, _("That theme is of another community.")),
            (into.pk == theme.pk, _("Choose another theme.")),
        )
    return answer and may_tend(person, theme.community)


def may_unmerge(person: Visitor, theme: Theme) -> Answer:
    return unless((theme.merged_into_id is None, _("It is a theme of its own."))) and may_tend(
        person, theme.community
    )


def may_set_aside(person: Visitor, theme: Theme) -> Answer:
    return (
        _is_one(theme)
        and _stands(theme)
        and unless((theme.aside_at is not None, _("It is set aside already.")))
        and may_tend(person, theme.community)
    )


def may_take_up(person: Visitor, theme: Theme) -> Answer:
    return unless((theme.aside_at is None, _("It is not set aside."))) and may_tend(person, theme.community)


def may_split(person: Visitor, theme: Theme, chosen: int | None = None) -> Answer:
    """With the number of voices that were chosen, if they are."""
    return (
        unless(
            (theme.size < 2, _("One voice cannot be split.")),
            (chosen == 0, _("Choose the voices that belong into a theme of their own.")),
        )
        and _stands(theme)
        and may_tend(person, theme.community)
    )


def may_rejoin(person: Visitor, theme: Theme) -> Answer:
    return (
        unless((theme.split_from_id is None, _("No person has split it off.")))
        and _stands(theme)
        and may_tend(person, theme.community)
    )


def may_export(person: Visitor, community: Community) -> Answer:
    """Corrections hold words of people: for those who manage the community."""
    return may_manage(person, community)


def may_run_models(person: Visitor) -> Answer:
    return unless(
        (not getattr(person, "is_administrator", False), _("Only administrators choose the models."))
    )


def may_stop(person: Visitor, community: Community) -> Answer:
    """Let what came in wait, say while something heavier runs."""
    return may_manage(person, community) and unless(
        (hasattr(community, "pause"), _("It is stopped already."))
    )


def may_resume(person: Visitor, community: Community) -> Answer:
    return may_manage(person, community) and unless(
        (not hasattr(community, "pause"), _("It is not stopped."))
    )
