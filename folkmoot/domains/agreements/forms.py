"""The shape of an edition."""

from django import forms
from django.utils.translation import gettext_lazy as _


class EditionForm(forms.Form):
    body = forms.CharField(
        label=_("The whole text"),
        help_text=_("Markdown works: # for a heading, - for a list."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 24}),
    )
    change = forms.CharField(
        label=_("What is new in it, in one sentence"),
        required=False,
        max_length=200,
    )
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
