"""People name themes, and put things where they belong; a later run leaves both alone."""

from django.db import transaction
from django.db.models import F, Max

from folkmoot.activity.stream import record
from folkmoot.domains.intelligence import activities, rules
from folkmoot.domains.intelligence.models import Theme, ThemeMember
from folkmoot.domains.people.models import Person
from folkmoot.kit.refs import ref

from .holding import hold


@transaction.atomic
def name_theme(theme: Theme, *, by: Person, name: str) -> Theme:
    """Give it a name that people understand. An empty name gives it its own words back."""
    hold(theme.community_id)
    theme = Theme.objects.select_related("community").get(pk=theme.pk)
    rules.may_name(by, theme).insist()
    theme.name_given = " ".join(name.split())[:120]
    theme.named_by = by if theme.name_given else None
    theme.save(update_fields=["name_given", "named_by"])
    record(activities.NAMED, actor=by, object=theme, context=theme.community, has_name=bool(theme.name_given))
    return theme


@transaction.atomic
def move(member: ThemeMember, *, by: Person, to: Theme) -> ThemeMember:
    """Put it into another theme of its community, where it stays."""
    hold(to.community_id)
    member = ThemeMember.objects.select_related("theme__community").get(pk=member.pk)
    to = Theme.objects.get(pk=to.pk)
    rules.may_move(by, member, to).insist()
    before = member.theme
    last: int = to.members.aggregate(last=Max("rank", default=0))["last"]
    member.theme, member.moved_by, member.rank = to, by, last + 1
    member.save(update_fields=["theme", "moved_by", "rank"])
    Theme.objects.filter(pk=before.pk).update(size=F("size") - 1)
    Theme.objects.filter(pk=to.pk).update(size=F("size") + 1)
    record(
        activities.MOVED,
        actor=by,
        object=member.subject,
        target=to,
        context=before.community,
        before=ref(before),
    )
    return member
