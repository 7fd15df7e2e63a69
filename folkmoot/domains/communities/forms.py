"""The shape of a community, an invitation, a role."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Joining, Role


class FoundForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    summary = forms.CharField(
        label=_("What is it for?"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    joining = forms.ChoiceField(label=_("Who can join?"), choices=Joining, initial=Joining.OPEN)


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"))


class AppointForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(label=_("Role"), choices=[r for r in Role.choices if r[0] != Role.MEMBER])
