"""The shape of how somebody wants to be told."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import OCCASIONS
from .pacing import Pace

_WEEKDAYS = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]


def _hours() -> list[tuple[str, str]]:
    return [(f"{hour:02}", f"{hour:02}:00") for hour in range(24)]


class PreferForm(forms.Form):
    """A pace and a tick for each occasion, and the hours. Fields are named ``pace-answer``, ``push-answer``."""

    digest_hour = forms.TypedChoiceField(label=_("Hour"), choices=_hours, coerce=int, widget=forms.Select)
    digest_weekday = forms.TypedChoiceField(
        label=_("Day of the week"), choices=_WEEKDAYS, coerce=int, widget=forms.Select
    )
    quiet_from = forms.ChoiceField(
        label=_("Quiet from"),
        choices=lambda: [("", _("no quiet hours")), *_hours()],
        required=False,
        widget=forms.Select,
    )
    quiet_until = forms.ChoiceField(
        label=_("until"),
        choices=lambda: [("", _("no quiet hours")), *_hours()],
        required=False,
        widget=forms.Select,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for occasion, label in OCCASIONS:
            self.fields[f"pace-{occasion}"] = forms.ChoiceField(
                label=label, choices=Pace, widget=forms.Select
            )
            self.fields[f"push-{occasion}"] = forms.BooleanField(label=label, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if bool(cleaned.get("quiet_from")) != bool(cleaned.get("quiet_until")):
            self.add_error("quiet_until", _("Quiet hours have a beginning and an end."))
        return cleaned

    def wishes(self) -> dict[str, Any]:
        """As ``actions.prefer`` takes them."""
        cleaned = self.cleaned_data
        return {
            "paces": {str(one): cleaned[f"pace-{one}"] for one, _label in OCCASIONS},
            "pushed": [str(one) for one, _label in OCCASIONS if cleaned[f"push-{one}"]],
            "digest_hour": cleaned["digest_hour"],
            "digest_weekday": cleaned["digest_weekday"],
            "quiet_from": _time(cleaned["quiet_from"]),
            "quiet_until": _time(cleaned["quiet_until"]),
        }


def _time(hour: str) -> time | None:
    return time(int(hour)) if hour else None


class DeviceForm(forms.Form):
    """What a browser gives out when somebody lets us push to it (Push API, PushSubscription)."""

    endpoint = forms.URLField(max_length=500, assume_scheme="https")
    p256dh = forms.RegexField(r"^[A-Za-z0-9_-]{87}=?$")
    auth = forms.RegexField(r"^[A-Za-z0-9_-]{22}(==)?$")

    def clean_endpoint(self) -> str:
        endpoint: str = self.cleaned_data["endpoint"]
        if not endpoint.startswith("https://"):
            raise forms.ValidationError(_("A push service is reached by https."))
        return endpoint
