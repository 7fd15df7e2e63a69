"""Communities, their members and roles, invitations, and the programmes that communities belong to."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from folkmoot.domains.people.models import Person, Visitor, reads_along
from folkmoot.kit import clock
from folkmoot.kit.among import Keys
from folkmoot.kit.oversight import Reason
from folkmoot.kit.preparing import Read, Shape, prepared, shapes
from folkmoot.kit.tags import url
from folkmoot.kit.together import rows_of


class Joining(models.TextChoices):
    OPEN = "open", _("open to all")
    INVITATION = "invitation", _("by invitation")


class Role(models.TextChoices):
    MEMBER = "member", _("member")
    MODERATOR = "moderator", _("moderator")
    MANAGER = "manager", _("manager")
    DECISION_OWNER = "decision_owner", _("decision owner")


class CommunityQuerySet(models.QuerySet["Community"]):
    def visible_to(self, person: Visitor) -> "CommunityQuerySet":
        """Open ones for everybody; those by invitation for their members and administrators only."""
        if not isinstance(person, Person):
            return self.filter(joining=Joining.OPEN)
        if person.is_administrator:
            return self
        # Known by now, and short: a list is planned faster than a subquery within each subquery.
        return self.filter(Q(joining=Joining.OPEN) | Q(pk__among=Keys(person, roles_of)))

    def who_may_see(self, key: int, people: Iterable[int]) -> set[int]:
        """Those of these people who may see the community with this key: ``visible_to``, asked the other way round."""
        people = list(people)
        community = self.filter(pk=key).first()
        if community is None:
            return set()
        if community.joining == Joining.OPEN:
            return set(people)
        among = Person.objects.filter(pk__in=people)
        belongs = Exists(Membership.objects.filter(community=key, person=OuterRef("pk")))
        return set(among.filter(Q(is_administrator=True) | belongs).values_list("pk", flat=True))

    def with_role_of(self, person: Visitor, *roles: Role) -> "CommunityQuerySet":
        """Where this person has one of these roles; an administrator has them all."""
        if not isinstance(person, Person):
            return self.none()
        if person.is_administrator:
            return self
        return self.filter(pk__among=Keys(person, partial(_where_they_are, roles=frozenset(roles))))

    def by_name(self) -> "CommunityQuerySet":
        return self.order_by("name")


class Community(models.Model):
    """People outside the walls who work with us on something, under one name."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    summary = models.TextField(blank=True, max_length=600)
    joining = models.CharField(max_length=20, choices=Joining, default=Joining.OPEN)
    founded_at = models.DateTimeField(default=clock.now, editable=False)
    programme = models.ForeignKey(
        "Programme", on_delete=models.SET_NULL, null=True, related_name="communities"
    )

    objects = CommunityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "communities"
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="a_community_has_a_name"),
            models.CheckConstraint(
                condition=Q(joining__in=Joining.values), name="a_community_is_joined_one_way"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return url("communities:detail", self.slug)

    @property
    def is_open(self) -> bool:
        return self.joining == Joining.OPEN

    def has_joined(self, person: Person) -> bool:
        """Whether they are a member in name; an administrator may be none."""
        return Role.MEMBER in roles_of(person).get(self.pk, frozenset())

    def has(self, person: Visitor, *roles: Role) -> bool:
        """Does this person have one of these roles here (any, if none is named)? Administrators have them all."""
        if not isinstance(person, Person):
            return False
        if person.is_administrator:
            return True
        held = roles_of(person).get(self.pk, frozenset())
        return bool(held & set(roles)) if roles else bool(held)


@dataclass(frozen=True)
class Bar:
    """Why somebody may not take part, and until when; None is until it is lifted."""

    reason: str
    until: datetime | None


@dataclass(frozen=True)
class Position:
    """Where a person stands: roles by community, and what bars them; under None what bars them everywhere."""

    roles: dict[int, frozenset[str]]
    bars: dict[int | None, Bar]

    @cached_property
    def held(self) -> frozenset[str]:
        """All roles that they have anywhere."""
        return frozenset(role for roles in self.roles.values() for role in roles)


def position_of(person: Person) -> Position:
    """Roles and blocks of a person, read once per person object, for whoever asks a page together with the person."""
    # Whoever asks a page is lazy: what is kept belongs to the person behind, so not to its own __dict__.
    known: Position | None = getattr(person, "_position", None)
    return known or _keep_position(person, rows_of([_roles(person.pk), _blocks_now(person.pk)]))


def _blocks_now(key: int) -> Read:
    return _blocks(key, clock.now())


def _keep_position(person: Person, found: Sequence[Any]) -> Position:
    roles, blocks = found
    known = person._position = Position({}, {})  # type: ignore[attr-defined]
    for community_id, role in roles:
        known.roles[community_id] = known.roles.get(community_id, frozenset()) | {role}
    for community_id, reason, until in blocks:
        known.bars[community_id] = Bar(reason, until)
    return known


@prepared
def _roles(person: int) -> "models.QuerySet[Membership, Any]":
    return Membership.objects.filter(person=person).values_list("community_id", "role")


reads_along([_roles, _blocks_now], _keep_position)


@prepared
def _blocks(person: int, now: datetime) -> "models.QuerySet[Block, Any]":
    blocks = Block.objects.filter(person=person).standing(at=now)
    return blocks.values_list("community_id", "reason", "until")


@shapes(AnonymousUser)
def _as_a_stranger(_nobody: AnonymousUser) -> Shape:
    return "nobody", lambda _key: AnonymousUser()


@shapes(Person)
def _as_a_reader(person: Person) -> Shape:
    """What somebody may read depends on their roles and on who they are; how it is asked, on which roles they have
    anywhere, for where they have them is a value (:class:`folkmoot.kit.among.Keys`)."""
    position = position_of(person)
    shape = ("person", person.is_administrator, position.held)
    return shape, partial(_reader_like, person.is_administrator, position)


def _reader_like(is_administrator: bool, position: Position, key: int) -> Person:
    like = Person(pk=key, is_administrator=is_administrator)
    like._position = position  # type: ignore[attr-defined]
    return like


def _where_they_are(person: Person, roles: frozenset[str]) -> list[int]:
    return [key for key, held in roles_of(person).items() if held & roles]


def roles_of(person: Person) -> dict[int, frozenset[str]]:
    """The roles of a person by community."""
    return position_of(person).roles


def oversees_somewhere(person: Visitor, *roles: Role) -> bool:
    """Whether this person has one of these roles anywhere; administrators have them all."""
    if not isinstance(person, Person):
        return False
    return person.is_administrator or any(held & frozenset(roles) for held in roles_of(person).values())


def bar_of(person: Person, community: Community) -> Bar | None:
    """What bars a person from taking part here, if anything does."""
    bars = position_of(person).bars
    return bars.get(None) or bars.get(community.pk)


def forget_roles(person: Person) -> None:
    """After a change of roles or blocks: the next question is asked of the database."""
    if getattr(person, "_position", None):
        del person._position  # type: ignore[attr-defined]


class MembershipQuerySet(models.QuerySet["Membership"]):
    def of(self, person: Person) -> "MembershipQuerySet":
        return self.filter(person=person)

    def in_role(self, *roles: Role) -> "MembershipQuerySet":
        return self.filter(role__in=roles)


class Membership(models.Model):
    """One role of one person in one community. Everybody who belongs to it has the role of a member."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role, default=Role.MEMBER)
    since = models.DateTimeField(default=clock.now, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "person", "role"], name="a_role_is_held_once"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="a_role_is_known"),
        ]
        indexes = [models.Index(fields=["person", "community"], name="roles_of_a_person")]

    def __str__(self) -> str:
        return f"{self.person_id} is {self.role} of {self.community_id}"


class Invitation(models.Model):
    """A way into a community for one address, until it is used."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=clock.now, editable=False)
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "email"],
                condition=Q(accepted_at=None),
                name="an_address_is_invited_once",
            )
        ]

    def __str__(self) -> str:
        return f"an invitation to {self.community_id}"

    @staticmethod
    def fresh_token() -> str:
        return secrets.token_urlsafe(24)


class BlockQuerySet(models.QuerySet["Block"]):
    def of(self, person: Person) -> "BlockQuerySet":
        return self.filter(person=person)

    def standing(self, at: datetime | None = None) -> "BlockQuerySet":
        """Those that bar somebody now, or at another moment: not lifted, and not over."""
        return self.filter(Q(until=None) | Q(until__gt=at or clock.now()), lifted_at=None)

    def in_place(self, community: Community | None) -> "BlockQuerySet":
        return self.filter(community=community) if community else self.filter(community=None)

    def newest_first(self) -> "BlockQuerySet":
        return self.order_by("-since", "-id")


class Block(models.Model):
    """Somebody may read here, but not take part, for a while; without a community, nowhere. Kept when it is lifted."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, null=True, related_name="blocks")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="blocks")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=20, choices=Reason)
    since = models.DateTimeField(default=clock.now, editable=False)
    until = models.DateTimeField(null=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects = BlockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "person"],
                condition=Q(lifted_at=None),
                nulls_distinct=False,
                name="a_person_is_blocked_once_in_a_place",
            ),
            models.CheckConstraint(condition=~Q(person=F("by")), name="nobody_blocks_themselves"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="a_block_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="a_block_is_lifted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} is blocked in {self.community_id or 'all communities'}"


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def visible_to(self, person: Visitor) -> "ProgrammeQuerySet":
        """For administrators, and for the managers of one of its communities."""
        if not isinstance(person, Person):
            return self.none()
        if person.is_administrator:
            return self
        managed = Community.objects.with_role_of(person, Role.MANAGER).exclude(programme=None)
        return self.filter(pk__in=managed.values("programme"))

    def newest_first(self) -> "ProgrammeQuerySet":
        return self.order_by("-set_up_at", "-id")


class Programme(models.Model):
    """What was set up by a playbook. ``plan`` is what that said then, and what was changed (``plans.py``)."""

    playbook = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    plan = models.JSONField(default=dict)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    edit_number = models.PositiveIntegerField(default=1)
    set_up_at = models.DateTimeField(default=clock.now, editable=False)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["title"], name="a_title_names_one_programme"),
            models.CheckConstraint(condition=~Q(title=""), name="a_programme_has_a_title"),
            models.CheckConstraint(condition=~Q(playbook=""), name="a_programme_has_a_playbook"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return url("communities:programme", self.pk)
