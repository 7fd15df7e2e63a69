"""The shape of what people put right."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .languages import language_choices
from .models import Sentiment


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("A name that people understand"),
        help_text=_("Left empty, the theme goes by its own words."),
        max_length=120,
        required=False,
    )


class MoveForm(forms.Form):
    to = forms.IntegerField(label=_("Put it into"), min_value=1)


class SentimentForm(forms.Form):
    sentiment = forms.ChoiceField(label=_("Feeling"), choices=Sentiment.choices, widget=forms.Select)


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=language_choices)


class SplitForm(forms.Form):
    name = forms.CharField(label=_("Its name"), max_length=120, required=False)
