"""Doors for those who put right what was understood of one thing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from folkmoot.domains.intelligence import actions
from folkmoot.domains.intelligence.forms import LanguageForm, SentimentForm
from folkmoot.domains.intelligence.models import Understanding
from folkmoot.domains.people.requests import SignedInRequest

from .back import back


@require_POST
@login_required
def correct_language(request: SignedInRequest, pk: int) -> HttpResponse:
    understanding = get_object_or_404(Understanding.objects.visible_to(request.user), pk=pk)
    form = LanguageForm(request.POST)
    if form.is_valid():
        actions.correct_language(understanding, by=request.user, language=form.cleaned_data["language"])
        messages.success(request, _("Thank you. It is read again in that language."))
    else:
        messages.error(request, _("Choose a language from the list."))
    return back(request, understanding.community.get_absolute_url())


@require_POST
@login_required
def correct_sentiment(request: SignedInRequest, pk: int) -> HttpResponse:
    understanding = get_object_or_404(Understanding.objects.visible_to(request.user), pk=pk)
    form = SentimentForm(request.POST)
    if form.is_valid():
        actions.correct_sentiment(understanding, by=request.user, sentiment=form.cleaned_data["sentiment"])
        messages.success(request, _("Thank you. Your word counts from now on."))
    else:
        messages.error(request, _("Choose one of the feelings."))
    return back(request, understanding.community.get_absolute_url())
