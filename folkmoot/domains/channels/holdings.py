"""What imports hold about somebody: that they started them. Files in which their words may lie go with them."""

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy

from folkmoot.domains.discussions.models import Comment
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.people.models import Person
from folkmoot.kit.subjects import Record, erases, holds, record

from .models import OVER, Arrival, Claim, Conflict, Import, RejectedRow


@holds(
    "channels",
    label=gettext_lazy("Imports I started"),
    covers=(
        "channels.import",
        "channels.rejectedrow",
        "channels.claim",
        "channels.arrival",
        "channels.conflict",
        "channels.mapping",
    ),
)
def imports(person: Person) -> Iterator[Record]:
    """Not the files: they hold what others said."""
    for one in Import.objects.filter(by=person).order_by("pk").iterator():
        yield record(
            "import",
            title=one.format,
            address=one.get_absolute_url(),
            moment=one.started_at,
            files=[str(name) for name in one.names],
            state=one.state,
            rows=one.rows,
        )
    for conflict in Conflict.objects.filter(idea__author=person).order_by("pk").iterator():
        yield record(
            "other words of my idea",
            title=conflict.title,
            address=conflict.idea.get_absolute_url(),
            body=conflict.body,
            decision=conflict.decision,
        )
    for claim in Claim.objects.filter(person=person).order_by("pk").iterator():
        yield record(
            "claim", moment=claim.asked_at, words=claim.words, state=claim.state, because=claim.because
        )


@erases("channels", order=30)
def forget(person: Person, *, by: Person, takes_texts: bool) -> None:
    """Their words came by a file: what was uploaded for an import of that kind, and is read, is not kept."""
    sources = {person.source}
    sources |= set(Idea.objects.by(person).values_list("source", flat=True).distinct())
    sources |= set(Comment.objects.by(person).values_list("source", flat=True).distinct())
    read = Import.objects.filter(
        Q(source__in=sources - {""}) | Q(source="", format__in=sources - {""}), state__in=OVER
    )
    for one in read.select_for_update():
        transaction.on_commit(partial(_remove, [str(file) for file in one.files]))
    RejectedRow.objects.filter(of__in=read).update(why="", cells=[])
    Arrival.objects.filter(of__in=read).update(before={})
    read.update(files=[])
    Conflict.objects.filter(idea__author=person).update(title="-", body="", body_html="")
    Import.objects.filter(by=person).update(names=[])
    Claim.objects.filter(person=person).update(words="", because="")


def _remove(files: list[str]) -> None:
    """Only what lies in our own folder of uploads: a command may have read a file of somebody's."""
    ours = Path(settings.MEDIA_ROOT) / "imports"
    for file in files:
        inside = Path(file).relative_to(ours).parts if Path(file).is_relative_to(ours) else ()
        if inside:
            shutil.rmtree(ours / inside[0], ignore_errors=True)
