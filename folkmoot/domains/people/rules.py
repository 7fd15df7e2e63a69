"""Who may do what with people."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from folkmoot.kit.answers import Answer, unless

from .models import OURS, ApiToken, Merge, Person, Scope, SignInLink, Visitor

MOST_TOKENS = 20
MOST_DAYS = 365


def may_sign_in(link: SignInLink | None) -> Answer:
    return unless(
        (link is None or not link.is_open, _("This link is used or too old. Ask for a new one.")),
        (link is not None and not link.person.is_active, _("This account is closed.")),
    )


def may_administer(person: Visitor) -> Answer:
    return unless((not getattr(person, "is_administrator", False), _("Only administrators may see this.")))


def may_make_token(person: Visitor, scopes: Sequence[str] = (Scope.READ,), days: int = 1) -> Answer:
    """Anybody with an account: a token opens no more than its person may do."""
    is_here = isinstance(person, Person) and person.is_claimed and person.is_active
    return unless(
        (not is_here, _("Sign in first.")),
        (not scopes or not set(scopes) <= set(Scope.values), _("Choose what the token is for.")),
        (not 1 <= days <= MOST_DAYS, _("A token lives for a year at most.")),
        (
            isinstance(person, Person) and person.tokens.open().count() >= MOST_TOKENS,
            _("You have many tokens already. Revoke one first."),
        ),
    )


def may_revoke_token(person: Visitor, token: ApiToken) -> Answer:
    return unless(
        (token.person_id != person.pk, _("This is somebody else's token.")),
        (token.revoked_at is not None, _("This token is revoked already.")),
    )


def may_audit(person: Visitor) -> Answer:
    return may_administer(person)


def may_merge(gone: Person, into: Person) -> Answer:
    """An author of an import, whom nobody has claimed, into somebody who can sign in."""
    return unless(
        (gone.is_claimed or gone.source in OURS, _("Only authors of an import can be claimed.")),
        (gone.merged_into_id is not None, _("Somebody has claimed this already.")),
        (not into.is_claimed or not into.is_active, _("Sign in first.")),
    )


def may_part(person: Visitor, merge: Merge) -> Answer:
    """Undo: by the person themselves, or by an administrator for them."""
    is_theirs = merge.kept_id == person.pk or getattr(person, "is_administrator", False)
    return unless(
        (not is_theirs, _("Only the person themselves, or an administrator, can undo this.")),
        (merge.parted_at is not None, _("This is undone already.")),
    )
