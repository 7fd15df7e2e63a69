"""Pictures of an idea: attached and detached by its author. One file serves all who show the same picture."""

from functools import partial
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction

from folkmoot.activity.stream import record
from folkmoot.domains.ideas import activities, rules
from folkmoot.domains.ideas.models import MOST_PICTURES, Idea, Picture
from folkmoot.domains.people.models import Person
from folkmoot.kit import uploads
from folkmoot.kit.seals import seal

from .steps import hold_if_it_must_wait, take


def attach(idea: Idea, *, by: Person, file: "UploadedFile[Any]", alt: str) -> Picture:
    """Show a picture with the idea, drawn anew from the file. Refused in words if it is none, or too large."""
    rules.may_attach(by, idea).insist()
    return _attach(idea, by=by, drawn=uploads.draw(file), alt=" ".join(alt.split()))


@transaction.atomic
def _attach(idea: Idea, *, by: Person, drawn: uploads.Drawn, alt: str) -> Picture:
    idea = take(idea)
    rules.may_attach(by, idea).insist()
    _hold_file(drawn.digest)
    picture = Picture.objects.create(
        idea=idea,
        by=by,
        position=_free_position(idea),
        alt=alt,
        digest=uploads.keep(drawn),
        width=drawn.width,
        height=drawn.height,
    )
    if not idea.is_draft:
        sealed = seal(picture.content, salt=picture.salt)
        record(activities.ATTACHED, actor=by, object=idea, context=idea.community, seal=sealed)
        if hold_if_it_must_wait(idea, by=by):
            idea.save(update_fields=["moderation"])
    return picture


@transaction.atomic
def detach(picture: Picture, *, by: Person) -> Idea:
    """Take a picture away; its file goes when nobody else shows the same."""
    idea = take(picture.idea)
    rules.may_detach(by, picture).insist()
    if not idea.is_draft:
        sealed = seal(picture.content, salt=picture.salt)
        record(activities.DETACHED, actor=by, object=idea, context=idea.community, seal=sealed)
    remove(picture)
    return idea


def remove(picture: Picture) -> None:
    """Take the row away now, and its file once that is certain."""
    digest = picture.digest
    picture.delete()
    transaction.on_commit(partial(_forget_unless_shown, digest))


def _free_position(idea: Idea) -> int:
    taken = set(idea.pictures.values_list("position", flat=True))
    return next(position for position in range(1, MOST_PICTURES + 1) if position not in taken)


@transaction.atomic
def _forget_unless_shown(digest: str) -> None:
    _hold_file(digest)
    if not Picture.objects.filter(digest=digest).exists():
        uploads.forget(digest)


def _hold_file(digest: str) -> None:
    """Until this transaction ends nobody else keeps or forgets the file of this digest."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"picture {digest}"])
