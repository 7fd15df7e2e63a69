"""Who may bring voices in."""

from django.utils.translation import gettext as _

from folkmoot.domains.communities.models import Community
from folkmoot.domains.communities.rules import may_manage
from folkmoot.domains.people.models import Visitor
from folkmoot.kit.answers import Answer, unless

from .models import Import, State


def may_import(person: Visitor, community: Community) -> Answer:
    return may_manage(person, community)


def may_start(person: Visitor, one: Import) -> Answer:
    return may_manage(person, one.community) and unless(
        (one.state != State.PREVIEW, _("This import has been started already."))
    )
