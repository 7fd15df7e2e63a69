"""Who may do what with people."""

from django.utils.translation import gettext as _

from folkmoot.kit.answers import Answer, unless

from .models import SignInLink, Visitor


def may_sign_in(link: SignInLink | None) -> Answer:
    return unless(
        (link is None or not link.is_open, _("This link is used or too old. Ask for a new one.")),
        (link is not None and not link.person.is_active, _("This account is closed.")),
    )


def may_administer(person: Visitor) -> Answer:
    return unless((not getattr(person, "is_administrator", False), _("Only administrators may see this.")))
