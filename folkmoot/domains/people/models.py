"""People: those who signed in, and those who spoke elsewhere and are not claimed yet."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import TypeAlias

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from folkmoot.kit import clock
from folkmoot.kit.provenance import Provenance


class PersonQuerySet(models.QuerySet["Person"]):
    def claimed(self) -> "PersonQuerySet":
        return self.filter(email__isnull=False)

    def with_email(self, email: str) -> "PersonQuerySet":
        return self.filter(email__iexact=email.strip())


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)["Person"]):  # type: ignore[misc]
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
    arrived_at = models.DateTimeField(default=clock.now, editable=False)

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

    @property
    def is_claimed(self) -> bool:
        return self.email is not None

    @property
    def initials(self) -> str:
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


Visitor: TypeAlias = Person | AnonymousUser


def digest(token: str) -> str:
    """What is kept of a secret: its SHA-256, so that a leaked table opens nothing."""
    return hashlib.sha256(token.encode()).hexdigest()


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
