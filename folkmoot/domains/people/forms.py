"""The shape of what people say about themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NameForm(forms.Form):
    name = forms.CharField(label=_("Your name here"), max_length=120, help_text=_("A pseudonym is welcome."))
