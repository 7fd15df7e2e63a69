"""Ideas to write: at once, or by a draft; new versions; taking them back."""

from django.shortcuts import get_object_or_404
from ninja import Field, Status

from folkmoot.domains.communities.models import Community
from folkmoot.domains.ideas import actions
from folkmoot.domains.ideas.actions.proposing import propose
from folkmoot.domains.ideas.forms import BODY_LENGTH
from folkmoot.domains.ideas.models import TITLE_LENGTH, Idea
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.shapes import NO_NUL, SOME_WORDS, Closed, Slug

from .shapes import IdeaShape, router, shown


class NewIdea(Closed):
    community: Slug
    title: str = Field(max_length=TITLE_LENGTH, pattern=SOME_WORDS)
    body: str = Field("", max_length=BODY_LENGTH, pattern=NO_NUL)


class NewDraft(Closed):
    """A draft may still lack everything."""

    community: Slug
    title: str = Field("", max_length=TITLE_LENGTH, pattern=NO_NUL)
    body: str = Field("", max_length=BODY_LENGTH, pattern=NO_NUL)


class Draft(Closed):
    """``after`` is the ``edit_number`` that you saw."""

    title: str = Field("", max_length=TITLE_LENGTH, pattern=NO_NUL)
    body: str = Field("", max_length=BODY_LENGTH, pattern=NO_NUL)
    after: int | None = None


class NewVersion(Closed):
    """``after`` is the ``version_number`` that you saw."""

    title: str = Field(max_length=TITLE_LENGTH, pattern=SOME_WORDS)
    body: str = Field("", max_length=BODY_LENGTH, pattern=NO_NUL)
    after: int | None = None


class Withdrawal(Closed):
    reason: str = Field(max_length=500, pattern=SOME_WORDS)


def _community(request: SignedInRequest, slug: str) -> Community:
    return get_object_or_404(Community.objects.visible_to(request.user), slug=slug)


def _mine(request: SignedInRequest, pk: int) -> Idea:
    """Only the author of an idea finds it here."""
    return get_object_or_404(Idea.objects.by(request.user).with_names(), pk=pk)


@router.post("/ideas/", response={201: IdeaShape}, url_name="ideas")
def propose_idea(request: SignedInRequest, new: NewIdea) -> Status[Idea]:
    """Publish an idea. Where a moderator looks first, ``moderation`` says ``held``."""
    idea = propose(_community(request, new.community), by=request.user, title=new.title, body=new.body)
    return Status(201, shown(request, idea.pk))


@router.post("/drafts/", response={201: IdeaShape}, url_name="drafts")
def draft_idea(request: SignedInRequest, new: NewDraft) -> Status[Idea]:
    """Begin an idea that only you see."""
    idea = actions.draft(_community(request, new.community), by=request.user, title=new.title, body=new.body)
    return Status(201, shown(request, idea.pk))


@router.put("/ideas/{int:pk}/draft/", response=IdeaShape, url_name="edit")
def edit_idea(request: SignedInRequest, pk: int, draft: Draft) -> Idea:
    """Save your draft. 409 if it was saved elsewhere after the edit that you saw."""
    idea = _mine(request, pk)
    actions.edit(idea, by=request.user, title=draft.title, body=draft.body, after=draft.after)
    return shown(request, pk)


@router.post("/ideas/{int:pk}/publish/", response=IdeaShape, url_name="publish")
def publish_idea(request: SignedInRequest, pk: int) -> Idea:
    """Show your draft to its community."""
    actions.publish(_mine(request, pk), by=request.user)
    return shown(request, pk)


@router.post("/ideas/{int:pk}/versions/", response={201: IdeaShape}, url_name="versions")
def revise_idea(request: SignedInRequest, pk: int, new: NewVersion) -> Status[Idea]:
    """Write a new version; support stays with the versions it was given to. 409 if there is a later one."""
    idea = _mine(request, pk)
    actions.revise(idea, by=request.user, title=new.title, body=new.body, after=new.after)
    return Status(201, shown(request, pk))


@router.post("/ideas/{int:pk}/withdraw/", response=IdeaShape, url_name="withdraw")
def withdraw_idea(request: SignedInRequest, pk: int, why: Withdrawal) -> Idea:
    """Take your idea back. Its page says so, and why."""
    actions.withdraw(_mine(request, pk), by=request.user, reason=why.reason)
    return shown(request, pk)
