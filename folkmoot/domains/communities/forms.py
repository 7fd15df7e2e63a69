"""The shape of a community, an invitation, a role, a programme."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.kit import clock

from .models import Joining, Role
from .plans import Draft
from .playbooks import NUMBERS, Goal, Place, Playbook


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


class RenameForm(forms.Form):
    title = forms.CharField(label=_("Title of the programme"), max_length=120)
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)


class SetUpForm(forms.Form):
    """A programme as its playbook proposes it; all can be changed or left out but the title."""

    title = forms.CharField(
        label=_("Title of the programme"), max_length=120, help_text=_("Such as its subject and its year.")
    )

    def __init__(self, playbook: type[Playbook], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.playbook = playbook
        for place in playbook.places:
            self.fields |= _fields_of(place)
        for office in playbook.offices:
            self.fields[f"office-{office.key}"] = forms.EmailField(
                label=str(office.label), help_text=str(office.answers_for), max_length=254, required=False
            )
        for goal in playbook.goals:
            self.fields[f"goal-{goal.number}"] = _field_of(goal)

    def places(self) -> Iterator[tuple[Place, Any, Any, Any]]:
        """Each community with its tick, its name and its words."""
        for place in self.playbook.places:
            key = place.key
            yield place, self[f"found-{key}"], self[f"name-{key}"], self[f"summary-{key}"]

    def offices(self) -> list[Any]:
        return [self[f"office-{office.key}"] for office in self.playbook.offices]

    def goals(self) -> list[Any]:
        return [self[f"goal-{goal.number}"] for goal in self.playbook.goals]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        ticked = [place for place in self.playbook.places if data.get(f"found-{place.key}")]
        if not ticked:
            self.add_error(None, _("Tick a community: a programme has at least one."))
        for place in ticked:
            name = f"name-{place.key}"
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _("A community that is founded has a name."))
        return data

    def wish(self) -> dict[str, Any]:
        """As ``actions.set_up`` takes it."""
        data = self.cleaned_data
        ticked = [place.key for place in self.playbook.places if data[f"found-{place.key}"]]
        numbers = {goal.number: data[f"goal-{goal.number}"] for goal in self.playbook.goals}
        return {
            "title": data["title"],
            "communities": [Draft(key, data[f"name-{key}"], data[f"summary-{key}"]) for key in ticked],
            "offices": {office.key: data[f"office-{office.key}"] for office in self.playbook.offices},
            "targets": {
                number: value / 100 if NUMBERS[number].is_share else value
                for number, value in numbers.items()
                if value is not None
            },
        }


def _fields_of(place: Place) -> dict[str, forms.Field]:
    """A tick, a name and words, as the playbook proposes them."""
    return {
        f"found-{place.key}": forms.BooleanField(label=_("Found it"), initial=True, required=False),
        f"name-{place.key}": forms.CharField(
            label=_("Name"), initial=place.name, max_length=120, required=False
        ),
        f"summary-{place.key}": forms.CharField(
            label=_("What is it for?"),
            initial=place.summary,
            max_length=600,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
        ),
    }


def _field_of(goal: Goal) -> forms.FloatField:
    """A value, in percent where the number is a share. Empty: no target."""
    number = NUMBERS[goal.number]
    by_day = date_format(clock.today() + timedelta(days=goal.days), "DATE_FORMAT")
    words = gettext("%(unit)s, by %(day)s") % {"unit": number.unit, "day": by_day}
    return forms.FloatField(
        label=str(number.label),
        help_text=words,
        initial=f"{goal.value * 100 if number.is_share else goal.value:g}",
        min_value=0,
        max_value=100 if number.is_share else None,
        required=False,
    )
