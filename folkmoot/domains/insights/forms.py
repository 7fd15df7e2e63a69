"""The shape of an insight, of an answer, and of what follows."""

import re
from datetime import date
from typing import Any

import holidays
from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from folkmoot.domains.communities.models import Community, Role
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.times import locale

from .models import ANSWERS, DAYS_TO_ANSWER, DAYS_TO_ESCALATION, Delivery, OpportunityState, Stage

MOST_LINES = 400


def people_in(community: Community, *roles: Role) -> list[Person]:
    """Everybody with one of these roles, once, by name."""
    held = community.memberships.in_role(*roles).select_related("person")
    return sorted({m.person_id: m.person for m in held}.values(), key=lambda person: person.name)


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


def _text(label: Any, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **more)


def _number(label: Any, **more: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, required=False, max_digits=14, decimal_places=4, **more)


class _WithPeople(forms.Form):
    """A form in which one of some people is chosen; ``people`` holds them by key."""

    def offer(self, name: str, people: list[Person], empty: str = "") -> None:
        self.people = {person.pk: person for person in people}
        choices = [(pk, person.name) for pk, person in self.people.items()]
        self.fields[name].choices = [("", empty), *choices] if empty else choices  # type: ignore[attr-defined]

    def chosen(self, name: str) -> Person | None:
        """The person who was chosen, or None."""
        return self.people.get(self.cleaned_data[name] or 0)


class GiveForm(_WithPeople):
    """Whom to give an insight, and by when they answer."""

    owner = forms.TypedChoiceField(label=_("Who must answer?"), coerce=int)
    due_on = _day(_("By when?"))

    def __init__(self, *args: Any, community: Community, due_on: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("owner", people_in(community, Role.DECISION_OWNER))
        self.owners = self.people
        self.fields["due_on"].initial = due_on or clock.today()


class MakeForm(GiveForm):
    """An insight, made and given in one go."""

    title = forms.CharField(label=_("What do these voices say, in one sentence?"), max_length=200)
    summary = _text(_("More, for the person who answers"), required=False, max_length=5_000)
    contradicting = _text(
        _("What speaks against it?"),
        rows=2,
        max_length=2_000,
        help_text=_("Voices or numbers that say otherwise. Or: none found, and where you looked."),
    )
    field_order = ["title", "summary", "contradicting", "owner", "due_on"]

    @property
    def made(self) -> dict[str, Any]:
        """What an action needs of it."""
        return {**self.cleaned_data, "owner": self.people[self.cleaned_data["owner"]]}


class DraftForm(forms.Form):
    """An answer while it is written; ``after`` is the edit of the draft that the writer saw."""

    after = forms.IntegerField(widget=forms.HiddenInput, required=False)
    outcome = forms.ChoiceField(choices=[(o.value, o.label) for o in ANSWERS], required=False)
    reason = forms.CharField(required=False, max_length=10_000)
    promised_on = forms.DateField(required=False)


class AnswerForm(forms.Form):
    """One answer, to one insight or to many; ``seen`` is how many answers the writer had seen."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    after = forms.IntegerField(widget=forms.HiddenInput, required=False)
    outcome = forms.ChoiceField(
        label=_("Your answer"), choices=[(o.value, o.label) for o in ANSWERS], widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Because"),
        help_text=_("Everybody who spoke reads this. Say what happens next, or what would change your mind."),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    promised_on = _day(
        _("Promised for"),
        required=False,
        help_text=_("If something is to be done: the day that you promise."),
    )

    @property
    def said(self) -> dict[str, Any]:
        """What an action needs of it."""
        return {name: self.cleaned_data[name] for name in ("outcome", "reason", "promised_on")}


class HandOverForm(_WithPeople):
    """Not mine: whose is it, and why."""

    to = forms.TypedChoiceField(label=_("Whose is it?"), coerce=int)
    reason = _text(
        _("Why is it not yours?"), rows=2, max_length=2_000, help_text=_("Everybody can read this.")
    )

    def __init__(self, *args: Any, community: Community, me: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = people_in(community, Role.DECISION_OWNER, Role.MANAGER)
        self.offer("to", [person for person in others if person.pk != me.pk])


class DeliverForm(_WithPeople):
    """How far a delivery is."""

    stage = forms.ChoiceField(label=_("How far is it?"), choices=Stage, widget=forms.RadioSelect)
    percent = forms.IntegerField(
        label=_("Per cent done"), min_value=0, max_value=100, required=False, initial=0
    )
    note = _text(
        _("What is new?"),
        required=False,
        max_length=10_000,
        help_text=_("If it is delivered or stopped, everybody who asked for it reads this."),
    )
    promised_on = _day(_("Promised for"), required=False)
    review_on = _day(_("When will you measure what came of it?"), required=False)
    link = forms.URLField(
        label=_("More about it, elsewhere"), required=False, max_length=500, assume_scheme="https"
    )
    owner = forms.TypedChoiceField(label=_("Who delivers it?"), coerce=int)

    def __init__(self, *args: Any, delivery: Delivery, **kwargs: Any) -> None:
        names = ("stage", "percent", "promised_on", "link")
        there = {name: getattr(delivery, name) for name in names} | {"owner": delivery.owner_id}
        super().__init__(*args, **{**kwargs, "initial": there})
        here = people_in(delivery.insight.community, Role.DECISION_OWNER, Role.MANAGER)
        self.offer("owner", sorted({*here, delivery.owner}, key=lambda person: person.name))


class MeasureForm(forms.Form):
    """What came of a delivery."""

    what = forms.CharField(label=_("What was measured?"), max_length=200)
    before = _number(_("Before"))
    after = forms.DecimalField(label=_("After"), max_digits=14, decimal_places=4)
    low = _number(_("At least (95%)"))
    high = _number(_("At most (95%)"))
    unit = forms.CharField(label=_("Unit"), max_length=40)
    source = forms.CharField(label=_("Where do the numbers come from?"), max_length=300)
    review_on = _day(_("Measured again on"), required=False)


class FrameForm(forms.Form):
    """Who needs what, and how much of it there is."""

    who = forms.CharField(label=_("Who?"), max_length=200)
    need = forms.CharField(label=_("Needs what?"), max_length=300)
    size_low = _number(_("Size, from"))
    size_high = _number(_("Size, to"))
    unit = forms.CharField(label=_("Unit"), max_length=60, required=False)
    source = forms.CharField(label=_("Where does the size come from?"), max_length=300, required=False)


class SettleForm(forms.Form):
    """What becomes of an opportunity."""

    state = forms.ChoiceField(
        label=_("What becomes of it?"),
        choices=[(s.value, s.label) for s in (OpportunityState.TAKEN, OpportunityState.LEFT)],
        widget=forms.RadioSelect,
    )
    because = _text(_("Because"), rows=2, max_length=2_000)


class HighlightForm(forms.Form):
    """Words of a text, and what they speak of."""

    near = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=100_000)
    quote = _text(
        _("Words"), rows=2, max_length=20_000, help_text=_("Select them in the text, or paste them here.")
    )
    codes = forms.CharField(
        label=_("Codes"), max_length=400, help_text=_("What they speak of, in short words, by commas.")
    )

    @property
    def short_words(self) -> list[str]:
        return [one for one in self.cleaned_data["codes"].split(",") if one.strip()]


class FreeForm(forms.Form):
    """Days on which nobody works, one a line: 2026-12-24 Christmas Eve."""

    days = _text(
        _("Days of our own"),
        rows=4,
        max_length=30_000,
        help_text=_("One a line: the date as 2026-12-24, then its name."),
    )

    def clean_days(self) -> list[tuple[date, str]]:
        lines = [line.strip() for line in self.cleaned_data["days"].splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(now("400 days at most."))
        return [self._read(line) for line in lines]

    def _read(self, line: str) -> tuple[date, str]:
        first, _space, name = re.sub(r"[,;\t]", " ", line).partition(" ")
        try:
            return date.fromisoformat(first), name.strip()[:120]
        except ValueError:
            raise forms.ValidationError(now("“%(line)s” has no date.") % {"line": line[:60]}) from None


class FillForm(forms.Form):
    """The public holidays of a country."""

    country = forms.ChoiceField(label=_("Country"))
    part = forms.CharField(
        label=_("Part of the country"), required=False, max_length=12, help_text=_("Its code, such as BY.")
    )
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names, this = locale().territories, clock.today().year
        codes = [code for code in holidays.list_supported_countries(include_aliases=False) if code in names]
        self.fields["country"].choices = sorted(  # type: ignore[attr-defined]
            ((code, names[code]) for code in codes), key=lambda one: one[1]
        )
        self.fields["year"].choices = [(year, str(year)) for year in range(this, this + 3)]  # type: ignore[attr-defined]


class ClockForm(_WithPeople):
    """How fast a community is answered."""

    days_to_answer = forms.IntegerField(
        label=_("Working days to answer"), min_value=1, max_value=250, initial=DAYS_TO_ANSWER
    )
    days_to_escalation = forms.IntegerField(
        label=_("Working days past the day until it is escalated"),
        min_value=1,
        max_value=250,
        initial=DAYS_TO_ESCALATION,
    )
    escalates_to = forms.TypedChoiceField(
        label=_("Who is told then?"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = people_in(community, Role.MANAGER, Role.DECISION_OWNER)
        self.offer("escalates_to", here, empty=now("the managers of the community"))
