"""What allauth tells of accounts, noted for administrators; after a change of the ways in, other sessions end."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from folkmoot.activity import audit

from . import sessions
from .models import Person


def connect() -> None:
    """Listen. Called once, when all apps are there."""
    user_logged_in.connect(_signed_in)
    user_logged_out.connect(_signed_out)
    user_login_failed.connect(_sign_in_failed)
    account.login_code_rejected.connect(_code_rejected)
    account.password_changed.connect(_password_changed)
    account.password_set.connect(_password_changed)
    account.password_reset.connect(_password_reset)
    account.email_changed.connect(_email_changed)
    mfa.authenticator_added.connect(_way_in_added)
    mfa.authenticator_removed.connect(_way_in_removed)
    mfa.authenticator_reset.connect(_way_in_reset)
    mfa.authentication_failed.connect(_second_step_failed)


def _signed_in(request: HttpRequest, user: Person, **_rest: Any) -> None:
    if hasattr(request, "user"):  # a real request, and none that a test made up
        sessions.list_this(request)
        audit.note("people.signed_in", who=user, about=user, by=sessions.method_of(request))


def _signed_out(user: Person | None, **_rest: Any) -> None:
    if user is not None:
        audit.note("people.signed_out", who=user, about=user)


def _sign_in_failed(credentials: dict[str, Any], **_rest: Any) -> None:
    typed = str(credentials.get("email") or credentials.get("username") or "")
    audit.note("people.sign_in_failed", account=audit.veiled(typed))


def _code_rejected(user: Person | None, **_rest: Any) -> None:
    audit.note("people.sign_in_failed", about=user or "", by="code")


def _second_step_failed(user: Person, **_rest: Any) -> None:
    audit.note("people.second_step_failed", about=user)


def _password_changed(user: Person, **_rest: Any) -> None:
    audit.note("people.password_changed", who=user, about=user)


def _password_reset(user: Person, **_rest: Any) -> None:
    audit.note("people.password_reset", who=user, about=user)


def _email_changed(user: Person, **_rest: Any) -> None:
    audit.note("people.email_changed", who=user, about=user)


def _way_in_added(request: HttpRequest, user: Person, authenticator: Any, **_rest: Any) -> None:
    audit.note("people.way_in.added", who=user, about=user, type=authenticator.type)
    sessions.keep_only_this(request, user)
    sessions.note_proof(request, user)


def _way_in_removed(request: HttpRequest, user: Person, authenticator: Any, **_rest: Any) -> None:
    audit.note("people.way_in.removed", who=user, about=user, type=authenticator.type)
    sessions.keep_only_this(request, user)


def _way_in_reset(request: HttpRequest, user: Person, authenticator: Any, **_rest: Any) -> None:
    audit.note("people.way_in.renewed", who=user, about=user, type=authenticator.type)
    sessions.keep_only_this(request, user)
