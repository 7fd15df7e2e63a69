"""How allauth makes an account: by the address alone, with our own names and mails."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from . import actions
from .models import Person


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """A person who signs up gets the first part of the address as a name, to be changed on my page."""

    def save_user(self, request: HttpRequest, user: Person, form: Any, commit: bool = True) -> Person:
        user.name = form.cleaned_data["email"].partition("@")[0][:120]
        saved: Person = super().save_user(request, user, form, commit)
        return actions.arrive(saved)

    def populate_username(self, request: HttpRequest, user: Person) -> None:
        """People are known by their address: there is no user name to make up."""
