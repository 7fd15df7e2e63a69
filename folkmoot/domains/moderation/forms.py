"""The shape of a flag, a decision, a block, an appeal, and of what the desk and the log show."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.domains.communities.models import Community
from folkmoot.domains.people.models import Person
from folkmoot.kit.oversight import Reason, kinds

from .models import OVERSIGHT, Done, SignKind
from .overseeing import end_of

ALL = ("", _("all"))


class FlagForm(forms.Form):
    reason = forms.ChoiceField(label=_("What is wrong with it?"), choices=Reason, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In a few words"),
        required=False,
        max_length=500,
        help_text=_("Only moderators read this, and they see your name."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class DecideForm(forms.Form):
    """A decision that burdens somebody: a reason from the list, and words for the author."""

    reason = forms.ChoiceField(label=_("By which rule?"), choices=Reason)
    words = forms.CharField(
        label=_("To the author"),
        required=False,
        max_length=1000,
        help_text=_("The author reads this with the rule, and may appeal."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class BlockForm(DecideForm):
    community = forms.ChoiceField(label=_("Where?"), required=False)
    until = forms.DateField(
        label=_("Until the end of"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, by: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        found = Community.objects.with_role_of(by, *OVERSIGHT).by_name()[:200]
        self.communities = {str(community.pk): community for community in found}
        choices: list[tuple[str, Any]] = [(key, one.name) for key, one in self.communities.items()]
        everywhere = [("", _("everywhere"))] if by.is_administrator else []
        self.fields["community"].choices = choices + everywhere  # type: ignore[attr-defined]
        self.fields["community"].required = not by.is_administrator
        self.order_fields(["community", "until", "reason", "words"])

    def clean_until(self) -> datetime | None:
        day: date | None = self.cleaned_data["until"]
        return None if day is None else end_of(day)

    @property
    def place(self) -> Community | None:
        return self.communities.get(self.cleaned_data["community"])


class AppealForm(forms.Form):
    words = forms.CharField(
        label=_("Why is the decision wrong?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Your reason"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class DeskForm(forms.Form):
    """What the desk shows; all of it stands in the address."""

    community = forms.SlugField(label=_("Community"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    why = forms.ChoiceField(
        label=_("Why"),
        required=False,
        choices=[
            ALL,
            ("flagged", _("people flagged it")),
            ("held", _("a new person's link waits")),
            *((one.value, one.label) for one in SignKind),
        ],
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(label, kind.word) for label, kind in kinds().items()]
        self.fields["kind"].choices = [ALL, *named]  # type: ignore[attr-defined]


class LogForm(forms.Form):
    """What the public log shows."""

    community = forms.SlugField(label=_("Community"), required=False)
    verb = forms.ChoiceField(label=_("Decision"), required=False, choices=[ALL, *Done.choices])
    reason = forms.ChoiceField(label=_("Reason"), required=False, choices=[ALL, *Reason.choices])
