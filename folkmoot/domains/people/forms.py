"""The shape of what people say about themselves."""

from datetime import date
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from .models import Scope


class NameForm(forms.Form):
    name = forms.CharField(label=_("Your name here"), max_length=120, help_text=_("A pseudonym is welcome."))


def _zones() -> list[tuple[str, str]]:
    named = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
    return [
        ("", str(_("That of this place"))),
        ("UTC", "UTC"),
        *((zone, zone.replace("_", " ")) for zone in named),
    ]


class PreferForm(forms.Form):
    """The language and the time of pages and letters."""

    language = forms.ChoiceField(
        label=_("Language"),
        choices=lambda: [("", _("As the device")), *settings.LANGUAGES],
        required=False,
        widget=forms.Select,
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=_zones, required=False, widget=forms.Select)


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("What is it for?"), max_length=80, help_text=_("A name by which you know it again.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.TypedChoiceField(
        label=_("How long it works"),
        choices=[(7, _("A week")), (30, _("A month")), (90, _("Three months")), (365, _("A year"))],
        coerce=int,
        initial=90,
        widget=forms.Select,
    )


_WITHIN = [MinValueValidator(date(1970, 1, 1)), MaxValueValidator(date(2999, 12, 31))]


class AuditForm(forms.Form):
    """The filters of the audit. Whatever is no day is left out."""

    what = forms.CharField(max_length=60, required=False)
    who = forms.CharField(max_length=120, required=False)
    since = forms.DateField(required=False, validators=_WITHIN)
    until = forms.DateField(required=False, validators=_WITHIN)
