"""The shape of what people say about webhooks, and of what they ask of the log."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from folkmoot.domains.communities.models import Community, Role
from folkmoot.domains.people.models import Person

from .models import Outcome
from .offered import by_room

_WITHIN = [MinValueValidator(date(1970, 1, 1)), MaxValueValidator(date(2999, 12, 31))]


def _verbs() -> list[tuple[str, list[tuple[str, str]]]]:
    return [(room, [(verb, verb) for verb in verbs]) for room, verbs in by_room().items()]


class ChangeForm(forms.Form):
    name = forms.CharField(
        label=_("What is it for?"), max_length=80, help_text=_("A name by which you know it again.")
    )
    address = forms.CharField(
        label=_("Address"), max_length=500, help_text=_("Where we post to; it begins with https://.")
    )
    verbs = forms.MultipleChoiceField(
        label=_("Events"), choices=_verbs, required=False, widget=forms.CheckboxSelectMultiple
    )
    has_words = forms.BooleanField(
        label=_("Send names and sentences, too"),
        required=False,
        help_text=_("Without this only pointers leave the house, and the other system asks for the rest."),
    )
    after = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


class RegisterForm(ChangeForm):
    community = forms.ModelChoiceField(
        label=_("Where"), queryset=Community.objects.none(), required=False, to_field_name="slug"
    )
    field_order = ("name", "address", "community", "verbs", "has_words")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place: Any = self.fields["community"]
        place.queryset = Community.objects.with_role_of(person, Role.MANAGER).by_name()
        place.required = not person.is_administrator
        place.empty_label = _("Everywhere") if person.is_administrator else _("Choose a community")
        del self.fields["after"]


class LogForm(forms.Form):
    """The filters of the log. Whatever is none is left out."""

    outcome = forms.ChoiceField(choices=[("", ""), *Outcome.choices], required=False)
    verb = forms.CharField(max_length=100, required=False)
    since = forms.DateField(required=False, validators=_WITHIN)


class ReplayForm(forms.Form):
    """One delivery, or all that failed since a day; without either, all that failed."""

    delivery = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    since = forms.DateField(label=_("Since"), required=False, validators=_WITHIN)
