"""The shape of a target."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .kpis import Kpi, Unit


class AimForm(forms.Form):
    """A value, in percent where the number is a share, and a day. Empty gives the target up."""

    value = forms.FloatField(label=_("Target"), min_value=0, required=False)
    by_day = forms.DateField(label=_("By"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, kpi: type[Kpi], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_share = kpi.unit == Unit.SHARE
        if self.is_share:
            self.fields["value"].help_text = str(_("in percent"))
        else:
            self.fields["value"].help_text = str(kpi.unit.label)

    def wish(self) -> dict[str, float | date | None]:
        """As ``actions.aim`` takes it."""
        value: float | None = self.cleaned_data["value"]
        if value is not None and self.is_share:
            value /= 100
        return {"value": value, "by_day": self.cleaned_data["by_day"]}
