"""Doors for those who tend themes: each press is one action, and each can be undone."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from folkmoot.domains.intelligence import actions
from folkmoot.domains.intelligence.forms import MoveForm, NameForm, SplitForm
from folkmoot.domains.intelligence.models import Theme, ThemeMember
from folkmoot.domains.people.requests import SignedInRequest

from .back import back

if TYPE_CHECKING:
    from django.utils.functional import Promise


@require_POST
@login_required
def name_theme(request: SignedInRequest, pk: int) -> HttpResponse:
    theme = get_object_or_404(Theme.objects.visible_to(request.user), pk=pk)
    form = NameForm(request.POST)
    if form.is_valid():
        theme = actions.name_theme(theme, by=request.user, name=form.cleaned_data["name"])
        messages.success(request, _("It goes by “%(name)s” now.") % {"name": theme.name})
    else:
        messages.error(request, _("A name has at most 120 letters."))
    return redirect(theme)


@require_POST
@login_required
def move(request: SignedInRequest, pk: int) -> HttpResponse:
    members = ThemeMember.objects.visible_to(request.user).select_related("theme")
    member = get_object_or_404(members, pk=pk)
    form = MoveForm(request.POST)
    before = member.theme
    if form.is_valid():
        to = get_object_or_404(Theme.objects.visible_to(request.user), pk=form.cleaned_data["to"])
        actions.move(member, by=request.user, to=to)
        messages.success(request, _("It belongs to “%(name)s” now, and stays there.") % {"name": to.name})
    else:
        messages.error(request, _("Choose a theme."))
    return back(request, before.get_absolute_url())


@require_POST
@login_required
def put_back(request: SignedInRequest, pk: int) -> HttpResponse:
    members = ThemeMember.objects.visible_to(request.user).select_related("theme__community")
    member = get_object_or_404(members, pk=pk)
    before = member.theme
    actions.put_back(member, by=request.user)
    messages.success(request, _("It is where the model found it."))
    return back(request, before.get_absolute_url())


@require_POST
@login_required
def merge(request: SignedInRequest, pk: int) -> HttpResponse:
    theme = _theme(request, pk)
    form = MoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a theme."))
        return redirect(theme)
    into = _theme(request, form.cleaned_data["to"])
    actions.merge(theme, by=request.user, into=into)
    said = _("“%(name)s” is a part of it now. You can undo that below, under what happened to it.")
    messages.success(request, said % {"name": theme.name})
    return redirect(into)


@require_POST
@login_required
def split(request: SignedInRequest, pk: int) -> HttpResponse:
    theme = _theme(request, pk)
    form = SplitForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("A name has at most 120 letters."))
        return redirect(theme)
    chosen = [int(one) for one in request.POST.getlist("members") if one.isdecimal() and len(one) < 18]
    part = actions.split(theme, by=request.user, members=chosen, name=form.cleaned_data["name"])
    messages.success(request, _("It is a theme of its own now."))
    return redirect(part)


def _press(act: Callable[..., Theme], done: "Promise") -> Callable[..., HttpResponse]:
    """A door with one button: the action, what is said after it, and the page of the theme that it gives."""

    def press(request: SignedInRequest, pk: int) -> HttpResponse:
        theme = act(_theme(request, pk), by=request.user)
        messages.success(request, str(done))
        return redirect(theme)

    press.__name__ = act.__name__
    return require_POST(login_required(press))


unmerge = _press(actions.unmerge, gettext_lazy("They are two themes again."))
set_aside = _press(actions.set_aside, gettext_lazy("It is set aside, and not shown among the themes."))
take_up = _press(actions.take_up, gettext_lazy("It is shown among the themes again."))
rejoin = _press(actions.rejoin, gettext_lazy("It is one theme again."))


def _theme(request: SignedInRequest, pk: int) -> Theme:
    return get_object_or_404(Theme.objects.visible_to(request.user).select_related("community"), pk=pk)
