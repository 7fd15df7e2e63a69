"""Overseeing people: whom a moderator may block, who is blocked where they moderate, and until when."""

from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.timezone import get_current_timezone

from folkmoot.domains.communities.models import Block, BlockQuerySet, Community
from folkmoot.domains.people.models import Person, PersonQuerySet

from .models import OVERSIGHT, Case


def overseen_people(by: Person) -> PersonQuerySet:
    """Those of whom something lies on this moderator's desk, or who belong to a community that they moderate."""
    cases = Case.objects.overseen_by(by).values("author")
    mine = Community.objects.with_role_of(by, *OVERSIGHT)
    found: PersonQuerySet = Person.objects.filter(Q(pk__in=cases) | Q(memberships__community__in=mine))
    return found.distinct()


def overseen_blocks(by: Person) -> BlockQuerySet:
    """Blocks that stand where this person moderates; those of everywhere for administrators."""
    here = Q(community__in=Community.objects.with_role_of(by, *OVERSIGHT))
    everywhere = Q(community=None) if by.is_administrator else Q(pk__in=[])
    return Block.objects.standing().filter(here | everywhere).select_related("community", "person", "by")


def end_of(day: date) -> datetime:
    """The last moment of a day, where the moderator is."""
    day = min(day, date.max - timedelta(days=2))  # the last days of all end after all time in some zones
    end = datetime.combine(day + timedelta(days=1), datetime.min.time(), get_current_timezone())
    return end - timedelta(seconds=1)
