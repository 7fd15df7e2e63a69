"""Renaming a programme; its communities keep their own names."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from folkmoot.activity.stream import record
from folkmoot.domains.communities import activities, rules
from folkmoot.domains.communities.models import Programme
from folkmoot.domains.people.models import Person
from folkmoot.kit.answers import Refused, insist_on_the_newest, unless


@transaction.atomic
def rename(programme: Programme, *, by: Person, title: str, after: int | None = None) -> Programme:
    """Another title. ``after`` is the number of what the writer saw: Overtaken if somebody renamed it since."""
    one = Programme.objects.select_for_update().get(pk=programme.pk)
    rules.may_rename(by, one).insist()
    title = " ".join(title.split())
    unless((not title, _("A programme has a title."))).insist()
    insist_on_the_newest(
        after, one.edit_number, because=_("Somebody renamed this programme meanwhile. Look at it again.")
    )
    one.title = title
    one.edit_number += 1
    _save(one)
    record(activities.RENAMED, actor=by, object=one)
    return one


def _save(one: Programme) -> None:
    """A title names one programme."""
    try:
        with transaction.atomic():
            one.save(update_fields=["title", "edit_number"])
    except IntegrityError:
        raise Refused(_("There is a programme with this title already.")) from None
