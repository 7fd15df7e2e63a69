"""The shape of what is said."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Outcome


class CommentForm(forms.Form):
    subject = forms.CharField(widget=forms.HiddenInput, max_length=100)
    parent = forms.IntegerField(widget=forms.HiddenInput, required=False)
    body = forms.CharField(
        label=_("Say something"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 4, "class": "said"})
    )


class AnswerForm(forms.Form):
    subject = forms.CharField(widget=forms.HiddenInput, max_length=100)
    reason = forms.CharField(
        label=_("The organisation's statement"),
        help_text=_("It stands here for good, with your name: later statements are put above it."),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    outcome = forms.CharField(widget=forms.HiddenInput, initial=Outcome.STATEMENT)
