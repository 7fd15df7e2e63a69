"""Support given and taken back, by one press."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.domains.ideas import actions, rules
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.people.models import Person
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.pages import page


@require_http_methods(["GET", "POST"])
@login_required
def support(request: SignedInRequest, pk: int) -> HttpResponse:
    return _say(request, pk, actions.support)


@require_POST
@login_required
def unsupport(request: SignedInRequest, pk: int) -> HttpResponse:
    return _say(request, pk, actions.unsupport)


def _say(request: SignedInRequest, pk: int, action: Callable[..., Idea]) -> HttpResponse:
    idea = get_object_or_404(Idea.objects.visible_to(request.user), pk=pk)
    if request.method == "GET":  # somebody pressed the button, had to sign in, and comes back
        return redirect(idea)
    action(idea, by=request.user)
    if request.htmx:
        return page(request, "ideas/support.html", _button(pk, request.user))
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if is_ours else idea.get_absolute_url())


def _button(pk: int, person: Person) -> dict[str, object]:
    idea = Idea.objects.with_names().with_my_support(person).get(pk=pk)
    return {"idea": idea, "may_support": rules.may_support(person, idea)}
