"""Who may write what the organisation promises."""

from django.utils.translation import gettext as _

from folkmoot.domains.people.models import Visitor
from folkmoot.kit.answers import Answer, unless


def may_publish(person: Visitor) -> Answer:
    return unless(
        (not getattr(person, "is_administrator", False), _("Only administrators write these pages."))
    )
