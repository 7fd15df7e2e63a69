"""Claiming an author of an import, where no address tells: asked with a reason, decided by a manager."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from folkmoot.activity.stream import record
from folkmoot.domains.discussions.models import Comment
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.people.actions import merge
from folkmoot.domains.people.models import Person, PersonQuerySet, Reason
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused

from . import activities, rules
from .models import Claim, ClaimState


def authors_like(name: str) -> PersonQuerySet:
    """Unclaimed authors with this in their name, of whom anything is here: not those whose import was undone."""
    said = Comment.objects.not_taken_back().filter(author=OuterRef("pk"))
    gave = Idea.objects.filter(author=OuterRef("pk")).exclude(source="")
    found: PersonQuerySet = (
        Person.objects.unclaimed()
        .filter(Exists(gave) | Exists(said), name__icontains=name.strip())
        .order_by("name", "id")
    )
    return found if name.strip() else found.none()


@transaction.atomic
def ask(author: Person, *, by: Person, words: str) -> Claim:
    """Say that one is this author, and how somebody could tell."""
    author = Person.objects.select_for_update().get(pk=author.pk)
    rules.may_ask(by, author).insist()
    if not words.strip():
        raise Refused(_("Say how a manager can tell that it is you."))
    claim = Claim.objects.create(person=by, author=author, words=words.strip())
    record(activities.CLAIMED, actor=by, object=author, target=claim)
    return claim


@transaction.atomic
def confirm(claim: Claim, *, by: Person) -> Claim:
    """It is they: what the author gave is on their page from now on."""
    claim = _decided(claim, ClaimState.CONFIRMED, by=by, because="")
    merge(claim.author, into=claim.person, by=by, reason=Reason.CONFIRMED)
    record(activities.CONFIRMED, actor=by, object=claim.author, target=claim.person)
    return claim


@transaction.atomic
def refuse(claim: Claim, *, by: Person, because: str) -> Claim:
    """It could not be told. The reason is for whoever asked."""
    if not because.strip():
        raise Refused(_("Say why, in a few words: whoever asked will read it."))
    claim = _decided(claim, ClaimState.REFUSED, by=by, because=because.strip())
    record(activities.REFUSED, actor=by, object=claim.author, target=claim.person)
    return claim


def _decided(claim: Claim, state: ClaimState, *, by: Person, because: str) -> Claim:
    claim = Claim.objects.select_for_update(of=("self",)).select_related("person", "author").get(pk=claim.pk)
    rules.may_decide(by, claim).insist()
    claim.state, claim.decided_by, claim.decided_at, claim.because = state, by, clock.now(), because
    claim.save(update_fields=["state", "decided_by", "decided_at", "because"])
    return claim
