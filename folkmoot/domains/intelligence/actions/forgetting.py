"""What was taken back leaves no trace here: neither its meaning nor its words."""

from django.db import transaction
from django.db.models import F

from folkmoot.domains.intelligence.models import Extract, Theme, ThemeMember, Understanding

from .holding import hold


@transaction.atomic
def forget(subject: str) -> None:
    """Remove all that is kept of a thing that is public no more. A second time changes nothing."""
    known = Understanding.objects.of(subject).first()
    if known is None:
        return
    hold(known.community_id)
    known.delete()
    Extract.objects.filter(subject=subject).delete()
    for member in ThemeMember.objects.filter(subject=subject):
        Theme.objects.filter(pk=member.theme_id).update(size=F("size") - 1)
        member.delete()
