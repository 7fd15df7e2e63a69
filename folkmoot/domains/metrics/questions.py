"""Questions: what a page of numbers asks, from its address: which communities, as known on which day."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.kit import clock

from .figures import FIRST_DAY
from .scopes import Scope, names, seen_by

COMMUNITY = "communities.community/"


class DayForm(forms.Form):
    """A day that has come. Nothing means today."""

    day = forms.DateField(
        label=gettext_lazy("As known on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("This is no day. Write it like 2026-03-31.")},
    )

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"] or clock.today()
        if day > clock.today():
            raise ValidationError(_("This day has not come yet."))
        if day < FIRST_DAY:
            raise ValidationError(_("Nothing is known of days so long ago."))
        return day


@dataclass(frozen=True)
class Question:
    """``community`` is the key of one community, or empty for all that the person may see, by name in ``names``."""

    scope: Scope
    names: dict[int, str]
    community: str
    day: date
    form: DayForm

    @property
    def context(self) -> str:
        """The ref of the community, empty for the house."""
        return COMMUNITY + self.community if self.community else ""

    def address(self, route: str, *args: str) -> str:
        """Another page that asks the same."""
        asks = {"community": self.community, "day": self.day.isoformat() if self.day != self.today else ""}
        query = urlencode({name: value for name, value in asks.items() if value})
        return reverse(route, args=args) + (f"?{query}" if query else "")

    @property
    def today(self) -> date:
        return clock.today()

    @property
    def problem(self) -> str:
        """What is wrong with the day, and what is shown instead; empty where nothing is."""
        said = " ".join(str(one) for one in self.form.errors.get("day", []))
        return said and said + " " + _("The numbers of today are shown.")

    @property
    def title(self) -> str:
        """Of whom the numbers speak."""
        return self.names[int(self.community)] if self.community else _("All communities that you may see")


def question_of(request: HttpRequest) -> Question:
    """A day that cannot be is said in the form, and today is shown. Http404 for a community that is not seen."""
    form = DayForm({"day": request.GET.get("day", "")})
    day = form.cleaned_data["day"] if form.is_valid() else clock.today()
    everything = seen_by(request.user)
    community = request.GET.get("community", "")
    scope = _one_of(everything, community) if community else everything
    return Question(scope, names(everything), community, day, form)


def _one_of(everything: Scope, community: str) -> Scope:
    if COMMUNITY + community not in everything.contexts:
        raise Http404("there is no such community")
    return Scope((COMMUNITY + community,))
