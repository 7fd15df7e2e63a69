"""Communities, their members and roles, and invitations."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import CharField, DateTimeField, Exists, F, OuterRef, Q, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from folkmoot.domains.people.models import Person, Visitor
from folkmoot.kit import clock
from folkmoot.kit.oversight import Reason


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
        return self.filter(
            Q(joining=Joining.OPEN) | Exists(Membership.objects.of(person).at_outer_community())
        )

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
        held = Membership.objects.of(person).filter(role__in=roles).at_outer_community()
        return self.filter(Exists(held))

    def by_name(self) -> "CommunityQuerySet":
        return self.order_by("name")


class Community(models.Model):
    """People outside the walls who work with us on something, under one name."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    summary = models.TextField(blank=True, max_length=600)
    joining = models.CharField(max_length=20, choices=Joining, default=Joining.OPEN)
    founded_at = models.DateTimeField(default=clock.now, editable=False)

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
        return reverse("communities:detail", args=[self.slug])

    @property
    def is_open(self) -> bool:
        return self.joining == Joining.OPEN

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


def position_of(person: Person) -> Position:
    """Roles and blocks of a person, read in one statement, once per person object: a page asks often."""
    known: Position | None = person.__dict__.get("_position")
    if known is None:
        known = person.__dict__["_position"] = Position({}, {})
        roles = Membership.objects.of(person).values_list(
            "community_id", "role", Value(None, DateTimeField()), Value("", CharField())
        )
        blocks = Block.objects.of(person).standing().values_list("community_id", Value(""), "until", "reason")
        for community_id, role, until, reason in roles.union(blocks, all=True):
            if role:
                known.roles[community_id] = known.roles.get(community_id, frozenset()) | {role}
            else:
                known.bars[community_id] = Bar(reason, until)
    return known


def roles_of(person: Person) -> dict[int, frozenset[str]]:
    """The roles of a person by community."""
    return position_of(person).roles


def bar_of(person: Person, community: Community) -> Bar | None:
    """What bars a person from taking part here, if anything does."""
    bars = position_of(person).bars
    return bars.get(None) or bars.get(community.pk)


def forget_roles(person: Person) -> None:
    """After a change of roles or blocks: the next question is asked of the database."""
    person.__dict__.pop("_position", None)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def of(self, person: Person) -> "MembershipQuerySet":
        return self.filter(person=person)

    def at_outer_community(self) -> "MembershipQuerySet":
        """For a subquery inside a query of communities."""
        return self.filter(community=OuterRef("pk"))

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

    def standing(self) -> "BlockQuerySet":
        """Those that bar somebody now: not lifted, and not over."""
        return self.filter(Q(until=None) | Q(until__gt=clock.now()), lifted_at=None)

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
