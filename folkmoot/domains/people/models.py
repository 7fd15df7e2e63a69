"""People: those who signed in, and those who spoke elsewhere and are not claimed yet."""

import hashlib
import secrets
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any, TypeAlias, cast

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from folkmoot.kit import clock
from folkmoot.kit.preparing import Read, prepared
from folkmoot.kit.provenance import Provenance
from folkmoot.kit.together import rows_of

ERASED = "erased"  # the source of somebody who left: a row needs an address or a source
OURS = ("", "operator", ERASED)  # of people who came with no import


#: What no page says of somebody whom it names.
_UNSAID = (
    "password", "last_login", "email", "language", "time_zone", "arrived_at", "session_epoch", "is_demo", "source_id",
    "source_url",
)  # fmt: skip


def all_but_name(of: str) -> list[str]:
    """What a read that goes along with others leaves out of the person to whom this field leads."""
    return [f"{of}__{name}" for name in _UNSAID]


class PersonQuerySet(models.QuerySet["Person"]):
    def claimed(self) -> "PersonQuerySet":
        return self.filter(email__isnull=False)

    def unclaimed(self) -> "PersonQuerySet":
        """Authors that an import brought, and whom nobody here has been found to be."""
        return self.filter(email=None, merged_into=None).exclude(source__in=OURS)

    def same_as(self, person: "Person") -> "PersonQuerySet":
        """This person, under every name that was found to be theirs."""
        return self.filter(Q(pk=person.pk) | Q(merged_into=person))

    def with_email(self, email: str) -> "PersonQuerySet":
        return self.filter(email__iexact=email.strip())


#: What other rooms always want to know of whoever asks: reads by key, and who keeps their rows with the person.
Along = tuple[Sequence[Callable[[int], Read]], Callable[["Person", Sequence[Any]], Any]]
_along: list[Along] = []


def reads_along(
    reads: Sequence[Callable[[int], Read]], keep: Callable[["Person", Sequence[Any]], Any]
) -> None:
    """Whenever a person is read by key alone, as at each request, read this in the same statement."""
    _along.append((reads, keep))


def reads_of_person(key: int) -> list[Read]:
    """The person with this key, and all that is read along."""
    return [_with_key(key), *(read(key) for reads, _keep in _along for read in reads)]


def person_of(rows: Sequence[Any]) -> "Person | None":
    """What came of these reads."""
    found, *rest = rows
    if not found:
        return None
    person: Person = found[0]
    further = iter(rest)
    for reads, keep in _along:
        keep(person, [next(further) for _read in reads])
    return person


#: Whoever was read together with the session that is looked at just now; taken once, by whoever asks for this key.
came_along: ContextVar["Person | None"] = ContextVar("came_along", default=None)


def _person_with(key: int) -> "Person":
    person = came_along.get()
    came_along.set(None)
    if person is None or person.pk != key:
        person = person_of(rows_of(reads_of_person(key)))
    if person is None:
        raise Person.DoesNotExist
    return person


@prepared
def _with_key(key: int) -> "models.QuerySet[Person]":
    found: models.QuerySet[Person] = Person.objects.filter(pk=key)
    return found


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)["Person"]):  # type: ignore[misc]
    def get(self, *args: Any, **sought: Any) -> "Person":
        """By key alone, as at each request, by a statement that is compiled once (:func:`reads_along`)."""
        if args or sought.keys() != {"pk"}:
            return cast("Person", super().get(*args, **sought))
        return _person_with(int(sought["pk"]))

    def get_by_natural_key(self, username: str | None) -> "Person":
        person: Person = self.get(email__iexact=username)
        return person


class Person(Provenance, AbstractBaseUser):
    """Somebody with a name. With an e-mail address they can sign in; without, an import brought them."""

    email = models.EmailField(null=True, blank=True)  # noqa: DJ001  (an imported author has none; unique)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    is_administrator = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    language = models.CharField(
        max_length=12, blank=True, default=""
    )  # of pages and letters; empty: as the device asks
    time_zone = models.CharField(
        max_length=64, blank=True, default=""
    )  # such as Europe/Madrid; empty: that of this place
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="others"
    )
    arrived_at = models.DateTimeField(default=clock.now, editable=False)
    session_epoch = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []  # type: ignore[misc]

    class Meta:
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(Lower("email"), name="an_email_address_is_one_person"),
            models.UniqueConstraint(
                fields=["source", "source_id"],
                condition=~Q(source=""),
                name="an_imported_author_is_one_person",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="a_person_has_a_name"),
            models.CheckConstraint(
                condition=Q(email__isnull=False) | ~Q(source=""), name="a_person_has_an_address_or_a_source"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        # A new password ends all sessions, and so does a new epoch: those that no list knows as well.
        epoch = f"|{self.session_epoch}" if self.session_epoch else ""
        return salted_hmac(
            "folkmoot.people.session", self.password + epoch, secret=secret, algorithm="sha256"
        ).hexdigest()

    @property
    def has_left(self) -> bool:
        """They asked to leave, and were erased."""
        return self.source == ERASED

    @property
    def is_claimed(self) -> bool:
        return self.email is not None


Visitor: TypeAlias = Person | AnonymousUser


def digest(token: str) -> str:
    """What is kept of a secret: its SHA-256, so that a leaked table opens nothing."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()


def in_minutes(minutes: int) -> datetime:
    return timezone.now() + timedelta(minutes=minutes)


class SignInLink(models.Model):
    """A way in without a password: once and for some minutes; those of the demo's cast open again and again."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sign_in_links")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    is_reusable = models.BooleanField(default=False)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"a link for {self.person_id}, until {self.expires_at:%Y-%m-%d %H:%M}"

    @staticmethod
    def fresh_token() -> str:
        return secrets.token_urlsafe(24)

    @property
    def is_open(self) -> bool:
        return self.expires_at > timezone.now() and (self.is_reusable or self.used_at is None)


class Scope(models.TextChoices):
    """What a program may do with a token, at most: never more than its person may."""

    READ = "read", _("read what I may read")
    WRITE = "write", _("give and change in my name")
    MODERATE = "moderate", _("moderate in my name")


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def open(self) -> "ApiTokenQuerySet":
        """Those that open something just now."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now(), person__is_active=True)

    def newest_first(self) -> "ApiTokenQuerySet":
        return self.order_by("-made_at", "-pk")


class ApiToken(models.Model):
    """A key for a program. It is shown once; what is kept is its digest and its last four letters."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    scopes = ArrayField(models.CharField(max_length=20))
    digest = models.CharField(max_length=64, unique=True)
    last_four = models.CharField(max_length=4)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(scopes=[]), name="a_token_has_a_scope")]

    def __str__(self) -> str:
        return f"{self.name} (…{self.last_four})"

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def allows(self) -> list[str]:
        """Its scopes in words."""
        return [str(Scope(scope).label) for scope in self.scopes if scope in Scope.values]


class Reason(models.TextChoices):
    ADDRESS = "address", _("The address is the same")
    CONFIRMED = "confirmed", _("A manager confirmed it")


class Merge(models.Model):
    """Two identities found to be one person, and why. What each gave stays where it is, so it can be undone."""

    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges")
    gone = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=10, choices=Reason)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    parted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["gone"], condition=Q(parted_at=None), name="an_identity_belongs_to_one_person"
            ),
            models.CheckConstraint(
                condition=~Q(kept=models.F("gone")), name="nobody_is_merged_into_themselves"
            ),
            models.CheckConstraint(condition=Q(reason__in=Reason.values), name="a_merge_has_a_known_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} is {self.kept_id}"
