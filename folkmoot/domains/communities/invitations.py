"""The mail that carries an invitation."""

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _

from folkmoot.domains.people.models import Person
from folkmoot.kit.identity import identity

from .models import Community


def send(community: Community, *, token: str, to: str, by: Person) -> None:
    """Write to the address; the link is the only copy of the token."""
    link = settings.URL + reverse("communities:accept", args=[token])
    here = identity()
    send_mail(
        _("%(name)s invites you to %(community)s") % {"name": by.name, "community": community.name},
        _("Follow this link to come in; sign in with this address when asked:\n\n%(link)s\n") % {"link": link}
        + f"\n{here.signature}",
        here.sender,
        [to],
    )
