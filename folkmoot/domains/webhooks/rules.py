"""Who may have what told to another system: managers what happens in their community, administrators everything."""

from collections.abc import Collection
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from folkmoot.domains.communities.models import Community, Role, oversees_somewhere
from folkmoot.domains.people.models import Person, Visitor
from folkmoot.kit.answers import Answer, unless

from .models import State, Webhook
from .offered import offered_verbs

MOST = 20


def may_index(person: Visitor) -> Answer:
    """Whoever manages something, or had a webhook when they did."""
    return unless(
        (not isinstance(person, Person), _("Sign in first.")),
        (
            not oversees_somewhere(person, Role.MANAGER) and not Webhook.objects.visible_to(person).exists(),
            _("Managers of a community, and administrators, have webhooks."),
        ),
    )


def may_register(person: Visitor, community: Community | None) -> Answer:
    return may_tell_of(person, community) and unless(
        (
            Webhook.objects.filter(owner_id=person.pk or 0).count() >= MOST,
            _("You have twenty webhooks. Remove one first."),
        )
    )


def may_tell_of(person: Visitor, community: Community | None) -> Answer:
    """Whether what happens there may leave the house by this person's will; asked again at each delivery."""
    if not isinstance(person, Person) or not person.is_active:
        return Answer(_("Sign in first."))
    if community is None:
        return unless((not person.is_administrator, _("Only administrators have all of it told.")))
    return unless(
        (not community.has(person, Role.MANAGER), _("Only managers of this community may do this."))
    )


def may_lead_to(address: str) -> Answer:
    """Whether this is an address for webhooks. Where its name leads is looked at anew before each request."""
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return Answer(_("This is no address."))
    is_local_allowed = bool(settings.FOLKMOOT_WEBHOOK_NETWORKS)
    return unless(
        (not host or len(address) > 500 or not address.isprintable(), _("This is no address.")),
        (bool(parts.username or parts.password), _("An address with a password in it is kept by no one.")),
        (
            parts.scheme != "https" and not (parts.scheme == "http" and is_local_allowed),
            _("The address begins with https://, so that nobody on the way reads along."),
        ),
    )


def may_hear(verbs: Collection[str]) -> Answer:
    return unless((not set(verbs) <= offered_verbs(), _("There is no such event.")))


def may_change(person: Visitor, webhook: Webhook) -> Answer:
    return _owner(person, webhook) and may_tell_of(person, webhook.community)


def may_rotate(person: Visitor, webhook: Webhook) -> Answer:
    return may_change(person, webhook)


def may_test(person: Visitor, webhook: Webhook) -> Answer:
    return (
        may_change(person, webhook)
        and unless((not webhook.is_working, _("It is not working. Resume it first.")))
        and unless((webhook.is_under_test, _("A test is under way.")))
    )


def may_replay(person: Visitor, webhook: Webhook) -> Answer:
    return may_change(person, webhook) and unless(
        (not webhook.is_working, _("It is not working. Resume it first."))
    )


def may_pause(person: Visitor, webhook: Webhook) -> Answer:
    """Its owner, and administrators: what leaves the house can always be stopped."""
    return may_remove(person, webhook) and unless((not webhook.is_working, _("It does not work now.")))


def may_resume(person: Visitor, webhook: Webhook) -> Answer:
    return may_change(person, webhook) and unless((webhook.state == State.WORKING, _("It works already.")))


def may_remove(person: Visitor, webhook: Webhook) -> Answer:
    is_administrator = getattr(person, "is_administrator", False)
    return unless(
        (webhook.owner_id != person.pk and not is_administrator, _("This is somebody else's webhook."))
    )


def _owner(person: Visitor, webhook: Webhook) -> Answer:
    return unless((webhook.owner_id != person.pk, _("Only whoever registered it may do this.")))
