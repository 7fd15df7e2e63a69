"""Doors for people: talk, and the organisation's statements."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.domains.people.requests import Request, SignedInRequest
from folkmoot.kit.pages import page

from . import actions, rules
from .forms import AnswerForm, CommentForm
from .models import Comment
from .subjects import subject_for


@require_POST
@login_required
def post(request: SignedInRequest) -> HttpResponse:
    form = CommentForm(request.POST)
    subject = subject_for(request.user, request.POST.get("subject", ""))
    if not form.is_valid():
        messages.error(request, _("Write something first, of at most 10,000 letters."))
        return redirect(subject)
    parent_pk = form.cleaned_data["parent"]
    parent = Comment.objects.visible_to(request.user).filter(pk=parent_pk).first() if parent_pk else None
    said = actions.post(
        subject, by=request.user, community=subject.community, body=form.cleaned_data["body"], parent=parent
    )
    if said.is_held:
        messages.info(
            request, _("It holds a link, and you are new here: it appears when a moderator has looked.")
        )
    return redirect(f"{subject.get_absolute_url()}#comment-{said.pk}")


@require_POST
@login_required
def answer(request: SignedInRequest) -> HttpResponse:
    form = AnswerForm(request.POST)
    subject = subject_for(request.user, request.POST.get("subject", ""))
    if not form.is_valid():
        messages.error(request, _("Write the statement first."))
        return redirect(subject)
    actions.answer(subject, by=request.user, community=subject.community, reason=form.cleaned_data["reason"])
    messages.success(request, _("Your statement stands. Those who took part are told."))
    return redirect(f"{subject.get_absolute_url()}#answers")


@require_safe
def comment(request: Request, pk: int) -> HttpResponse:
    """A comment has its place on the page of what it is about."""
    said = get_object_or_404(Comment.objects.visible_to(request.user), pk=pk)
    subject = subject_for(request.user, said.subject)
    return redirect(f"{subject.get_absolute_url()}#comment-{said.pk}")


@require_safe
@login_required
def reply(request: SignedInRequest, pk: int) -> HttpResponse:
    """The form for an answer to a comment. It is fetched when it is wanted: a page may show two hundred comments."""
    said = get_object_or_404(
        Comment.objects.visible_to(request.user).that_can_be_answered().with_names(), pk=pk
    )
    subject = subject_for(request.user, said.subject)
    rules.may_post(request.user, said.community, subject).insist()
    return page(request, "discussions/reply.html", {"comment": said}, block="form")


@require_POST
@login_required
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    said = get_object_or_404(Comment.objects.by(request.user), pk=pk)
    actions.take_back(said, by=request.user)
    messages.success(request, _("Your words are gone."))
    return redirect(subject_for(request.user, said.subject))
