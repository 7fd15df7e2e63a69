"""Who may follow what: everybody, what they may see."""

from django.db.models import Model
from django.utils.translation import gettext as _

from folkmoot.domains.people.models import Person, Visitor
from folkmoot.kit.answers import Answer, unless
from folkmoot.kit.refs import ref

from .finding import is_visible_to
from .models import Follow

MOST = 500


def may_follow(person: Visitor, thing: Model) -> Answer:
    return unless(
        (not isinstance(person, Person) or not person.is_claimed, _("Sign in to follow this.")),
        (not is_visible_to(person, thing), _("There is nothing here that you could follow.")),
        (follows(person, ref(thing)), _("You follow this already.")),
        (
            Follow.objects.of(person).count() >= MOST,
            _("You follow five hundred things. Let go of one first."),
        ),
    )


def may_unfollow(person: Visitor, pointer: str) -> Answer:
    """By its ref: also what one may not see any more, or what is gone, is let go of."""
    return unless((not follows(person, pointer), _("You do not follow this.")))


def follows(person: Visitor, pointer: str) -> bool:
    return Follow.objects.of(person).filter(thing=pointer).exists()
