"""The shape of an insight, and of an answer."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.domains.communities.models import Community, Role
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock

from .models import ANSWERS

DAYS_TO_ANSWER = 30


def owners_of(community: Community) -> "list[Person]":
    """The decision owners of a community, by name."""
    held = community.memberships.in_role(Role.DECISION_OWNER).select_related("person")
    return sorted((membership.person for membership in held), key=lambda person: person.name)


class GiveForm(forms.Form):
    """Whom to give an insight, and by when they answer."""

    owner = forms.TypedChoiceField(label=_("Who must answer?"), coerce=int)
    due_on = forms.DateField(label=_("By when?"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: object, community: Community, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.owners = {person.pk: person for person in owners_of(community)}
        self.fields["owner"].choices = [(pk, person.name) for pk, person in self.owners.items()]  # type: ignore[attr-defined]
        self.fields["due_on"].initial = clock.today() + timedelta(days=DAYS_TO_ANSWER)


class MakeForm(GiveForm):
    """An insight, made and given in one go."""

    title = forms.CharField(label=_("What do these voices say, in one sentence?"), max_length=200)
    summary = forms.CharField(
        label=_("More, for the person who answers"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ["title", "summary", "owner", "due_on"]


class AnswerForm(forms.Form):
    """One answer, to one insight or to many."""

    outcome = forms.ChoiceField(
        label=_("Your answer"), choices=[(o.value, o.label) for o in ANSWERS], widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Because"),
        help_text=_("Everybody who spoke reads this. Say what happens next, or what would change your mind."),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
