"""Support, given and taken back."""

from django.shortcuts import get_object_or_404

from folkmoot.domains.ideas import actions
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.people.requests import SignedInRequest

from .shapes import IdeaShape, router, shown


@router.post("/ideas/{int:pk}/support/", response=IdeaShape, url_name="support")
def support_idea(request: SignedInRequest, pk: int) -> Idea:
    """Stand behind an idea. A second time changes nothing."""
    actions.support(get_object_or_404(Idea.objects.visible_to(request.user), pk=pk), by=request.user)
    return shown(request, pk)


@router.delete("/ideas/{int:pk}/support/", response=IdeaShape, url_name="support")
def unsupport_idea(request: SignedInRequest, pk: int) -> Idea:
    """Take your support back, while the idea has no answer."""
    actions.unsupport(get_object_or_404(Idea.objects.visible_to(request.user), pk=pk), by=request.user)
    return shown(request, pk)
