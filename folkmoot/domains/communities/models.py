"""Communities, their members and roles, and invitations."""

import secrets

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from folkmoot.domains.people.models import Person, Visitor
from folkmoot.kit import clock


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


def roles_of(person: Person) -> dict[int, frozenset[str]]:
    """The roles of a person by community, read once per person object: a page asks often."""
    known: dict[int, frozenset[str]] | None = person.__dict__.get("_roles")
    if known is None:
        known = {}
        for community_id, role in Membership.objects.of(person).values_list("community_id", "role"):
            known[community_id] = known.get(community_id, frozenset()) | {role}
        person.__dict__["_roles"] = known
    return known


def forget_roles(person: Person) -> None:
    """After a change of roles: the next question is asked of the database."""
    person.__dict__.pop("_roles", None)


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
