"""Claims: somebody says that they are an author who came with an import; a manager who can tell decides."""

from datetime import datetime

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema, Status

from folkmoot.domains.channels import actions
from folkmoot.domains.channels.claiming import authors_like
from folkmoot.domains.channels.models import Claim
from folkmoot.domains.people.models import Person
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.cursors import Asked, sheet
from folkmoot.kit.shapes import SOME_WORDS, Closed, Key, Named

from .shapes import router

MOST_AUTHORS = 20


class AuthorSheet(Schema):
    items: list[Named]
    next: str


class NameAsked(Schema):
    name: str = Field(max_length=120, pattern=SOME_WORDS)


class ClaimShape(Schema):
    """``person`` says that they are ``author``; ``words`` say how one can tell, ``because`` why it was refused."""

    id: int
    person: Named
    author: Named
    words: str
    state: str
    asked_at: datetime
    because: str


class ClaimSheet(Schema):
    items: list[ClaimShape]
    next: str


class NewClaim(Closed):
    """``author`` is a key of ``/unclaimed-authors/``."""

    author: Key
    words: str = Field(max_length=500, pattern=SOME_WORDS)


class Unproven(Closed):
    """Whoever asked reads it."""

    because: str = Field(max_length=500, pattern=SOME_WORDS)


@router.get("/unclaimed-authors/", response=AuthorSheet, url_name="unclaimed_authors")
def read_unclaimed_authors(request: SignedInRequest, asked: Query[NameAsked]) -> dict[str, object]:
    """Authors of imports with this in their name, whom nobody has claimed; 20 at most."""
    return {"items": list(authors_like(asked.name)[:MOST_AUTHORS]), "next": ""}


@router.get("/claims/", response=ClaimSheet, url_name="claims")
def read_claims(request: SignedInRequest, asked: Query[Asked]) -> dict[str, object]:
    """What waits for a yes or a no of yours, the oldest first; for managers."""
    waiting = Claim.objects.open().decidable_by(request.user).select_related("person", "author")
    items, after = sheet(waiting, asked, by="id")
    return {"items": items, "next": after}


@router.post("/claims/", response={201: ClaimShape}, url_name="claims")
def claim_author(request: SignedInRequest, new: NewClaim) -> Status[Claim]:
    """Say that you are this author; a manager decides."""
    author = get_object_or_404(Person.objects.unclaimed(), pk=new.author)
    return Status(201, actions.ask(author, by=request.user, words=new.words))


@router.post("/claims/{int:pk}/confirm/", response=ClaimShape, url_name="confirm_claim")
def confirm_claim(request: SignedInRequest, pk: int) -> Claim:
    """It is they: what came in under that name is theirs."""
    return actions.confirm(_decidable(request, pk), by=request.user)


@router.post("/claims/{int:pk}/refuse/", response=ClaimShape, url_name="refuse_claim")
def refuse_claim(request: SignedInRequest, pk: int, why: Unproven) -> Claim:
    """It could not be told."""
    return actions.refuse(_decidable(request, pk), by=request.user, because=why.because)


def _decidable(request: SignedInRequest, pk: int) -> Claim:
    return get_object_or_404(Claim.objects.decidable_by(request.user), pk=pk)
