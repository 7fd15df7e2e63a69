"""How allauth makes an account: by the address alone, with our own names and mails."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from folkmoot.kit.asking import UNKNOWN, address_of
from folkmoot.kit.identity import identity

from . import actions
from .models import Person


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """A person who signs up gets the first part of the address as a name, to be changed on my page."""

    def save_user(self, request: HttpRequest, user: Person, form: Any, commit: bool = True) -> Person:
        if not user.name:
            user.name = form.cleaned_data["email"].partition("@")[0][:120]
        saved: Person = super().save_user(request, user, form, commit)
        return actions.arrive(saved)

    def populate_username(self, request: HttpRequest, user: Person) -> None:
        """People are known by their address: there is no user name to make up."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """As everywhere in the house; where a proxy names nobody, all share one address."""
        address = address_of(request)
        return "0.0.0.0" if address == UNKNOWN else address

    def get_from_email(self) -> str:
        return identity().sender

    def render_mail(self, *words: Any, **more: Any) -> EmailMessage:
        """Its mails are plain text; each says whose it is."""
        mail: EmailMessage = super().render_mail(*words, **more)
        mail.body = f"{str(mail.body).rstrip()}\n\n{identity().signature}"
        return mail


class SecondSteps(DefaultMFAAdapter):  # type: ignore[misc]
    """The name of this place is what an authenticator app shows."""

    def _get_site_name(self) -> str:
        return identity().name

    def generate_authenticator_name(self, user: Person, type: str) -> str:
        return _("My device")


class ForeignAccounts(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """People who come by another provider. An address that it does not vouch for is confirmed by a code first."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Person:
        person: Person = super().populate_user(request, sociallogin, data)
        said = " ".join(str(data.get("name") or "").split()) or (person.email or "").partition("@")[0]
        person.name = said[:120]
        return person

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Person:
        saved: Person = super().save_user(request, sociallogin, form)
        return saved if form else actions.arrive(saved)


def let_in(request: HttpRequest, person: Person, *, to: str) -> HttpResponse:
    """Sign in somebody who showed a link of ours; whoever set up a second step is asked for it as well."""
    record_authentication(request, person, method="link")
    answer: HttpResponse = perform_login(request, person, email_verification="none", redirect_url=to)
    return answer
