"""What is done at the front door: a new look, going back to an earlier one, putting the first steps away."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from folkmoot.activity import audit
from folkmoot.domains.people.models import Person
from folkmoot.kit import uploads
from folkmoot.kit.answers import Overtaken, Refused, insist_on_the_newest

from . import known, rules
from .brand import WORDS, Look, default_name, look_of
from .logos import small
from .models import Brand, PutAway


def rebrand(*, by: Person, look: Look, after: int | None = None) -> Brand:
    """Put a new version above the earlier ones.

    ``after`` is the number that the writer had before them: Overtaken if somebody else made one since.
    """
    rules.may_rebrand(by).insist()
    with transaction.atomic():
        newest = Brand.objects.newest_first().first()
        number = newest.number if newest else 0
        insist_on_the_newest(after, number, because=_somebody_else())
        if newest and look_of(newest) == look:
            raise Refused(_("Nothing has changed, so there is no new version."))
        brand = _put_above(number, by=by, look=look)
        audit.note("site.brand.rebranded", who=by, about=brand, number=brand.number)
    return brand


def revert(*, by: Person, number: int, after: int | None = None) -> Brand:
    """Look and speak again as in an earlier version; 0 is how the house came. It is one more version."""
    rules.may_revert(by).insist()
    with transaction.atomic():
        newest = Brand.objects.newest_first().first()
        insist_on_the_newest(after, newest.number if newest else 0, because=_somebody_else())
        earlier = Brand.objects.filter(number=number).first()
        if newest is None or number >= newest.number or (number and earlier is None):
            raise Refused(_("There is no such version to go back to."))
        look = look_of(earlier) if earlier else Look(name=default_name())
        brand = _put_above(newest.number, by=by, look=look, back_to=number)
        audit.note("site.brand.reverted", who=by, about=brand, number=brand.number, back_to=number)
    return brand


def keep_logo(file: Any, *, by: Person) -> str:
    """Draw a logo anew, small, and keep it; returns its digest. Raises Refused for what is no picture."""
    rules.may_rebrand(by).insist()
    return uploads.keep(small(uploads.draw(file)))


def put_away(*, by: Person) -> None:
    """The list of first steps leaves the front page of this person."""
    rules.may_put_away(by).insist()
    PutAway.objects.get_or_create(person=by)


def bring_back(*, by: Person) -> None:
    rules.may_bring_back(by).insist()
    PutAway.objects.filter(person=by).delete()


def _put_above(number: int, *, by: Person, look: Look, back_to: int | None = None) -> Brand:
    """The next number belongs to whoever takes it first: the database sees to it."""
    words = {name: getattr(look, name) for name in WORDS}
    try:
        with transaction.atomic():
            brand = Brand.objects.create(number=number + 1, by=by, back_to=back_to, **words)
    except IntegrityError:
        raise Overtaken(_somebody_else()) from None
    transaction.on_commit(known.forget)
    return brand


def _somebody_else() -> str:
    return _("Somebody changed the look while you did. Yours is still here: look at theirs, then save again.")
