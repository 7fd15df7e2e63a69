"""The shape of an upload."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .forms_of_tables.encodings import CHOICES
from .importers import shelf
from .importers.csv import columns_of
from .plans import FIELDS, KINDS, MOST_NAME, Plan, TablePlan, fingerprint
from .tables import Table

ORDERS = (
    ("", _("No row tells; read as day first")),
    ("day", _("The day comes first: 3 April")),
    ("month", _("The month comes first: 4 March")),
)


class ManyFiles(forms.ClearableFileInput):
    """Django's own file input, for several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Some files; cleaned to a list."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        single = super().clean
        return (
            [single(one, initial) for one in data]
            if isinstance(data, list) and data
            else [single(None, initial)]
        )


class UploadForm(forms.Form):
    format = forms.ChoiceField(label=_("Where do the files come from?"))
    files = FilesField(  # type: ignore[assignment]
        label=_("Files"), widget=ManyFiles(attrs={"accept": ".csv,.tsv,.tab,.txt,.xlsx,.jsonl,.ndjson,.json"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["format"].choices = [(name, one.label) for name, one in shelf.all().items()]  # type: ignore[attr-defined]
        self.fields["files"].help_text = gettext(
            "One or several: CSV, XLSX or JSON lines, together at most %(size)s."
        ) % {"size": filesizeformat(settings.FOLKMOOT_MOST_UPLOADED)}


@dataclass(frozen=True)
class TableFields:
    """The fields of one table on the page, in the order in which it asks."""

    table: Table
    kind: forms.BoundField
    columns: list[forms.BoundField]
    more: forms.BoundField
    order: forms.BoundField


class MatchForm(forms.Form):
    """Which column is what, table by table; made for these tables and filled with this plan."""

    name = forms.SlugField(
        label=_("What is the system called that this came from?"),
        help_text=_(
            "What comes again under this name with the same key is the same thing, and is brought up to date."
        ),
        max_length=MOST_NAME,
    )
    day = forms.DateField(
        label=_("When was given what has no date?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, tables: Sequence[Table], now: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tables, self.now = list(tables), now
        self.initial = {"name": now.name, "day": now.day}
        files = list(dict.fromkeys(table.file for table in tables))
        self.number_of = {file: str(number) for number, file in enumerate(files)}
        for number, table in enumerate(self.tables):
            self._add_table(f"t{number}", table, now.tables.get(fingerprint(columns_of(table)), TablePlan()))
        for table in self.tables:
            if table.encoding:
                self._add_encoding(table)

    def _add_table(self, at: str, table: Table, plan: TablePlan) -> None:
        columns = [(column, column[:80]) for column in columns_of(table)]
        self.fields[f"{at}-kind"] = forms.ChoiceField(
            label=_("What is a row?"), choices=list(KINDS.items()), initial=plan.kind
        )
        for field, label in FIELDS.items():
            self.fields[f"{at}-{field}"] = forms.ChoiceField(
                label=label,
                choices=[("", "—"), *columns],
                required=False,
                initial=plan.columns.get(field, ""),
            )
        self.fields[f"{at}-more"] = forms.MultipleChoiceField(
            label=_("Put beneath the text, each with its heading"),
            choices=[one for one in columns if one[0] not in plan.columns.values()],
            required=False,
            initial=plan.more,
        )
        order = "" if plan.is_day_first is None else "day" if plan.is_day_first else "month"
        self.fields[f"{at}-order"] = forms.ChoiceField(
            label=_("Dates such as 3/4/2026"), choices=ORDERS, required=False, initial=order
        )

    def _add_encoding(self, table: Table) -> None:
        choices = (
            list(CHOICES) if table.encoding in dict(CHOICES) else [(table.encoding, table.encoding), *CHOICES]
        )
        self.fields[f"encoding-{self.number_of[table.file]}"] = forms.ChoiceField(
            label=gettext("Letters of %(file)s are written in") % {"file": table.file.name},
            choices=choices,
            required=False,
            initial=self.now.encodings.get(self.number_of[table.file], table.encoding),
        )

    def of_tables(self) -> list[TableFields]:
        """What the page shows, table by table."""
        return [
            TableFields(
                table,
                self[f"t{number}-kind"],
                [self[f"t{number}-{field}"] for field in FIELDS],
                self[f"t{number}-more"],
                self[f"t{number}-order"],
            )
            for number, table in enumerate(self.tables)
        ]

    def encodings(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("encoding-")]

    def plan(self) -> Plan:
        """What was said, of a form that is valid."""
        said = self.cleaned_data
        tables = {}
        for number, table in enumerate(self.tables):
            columns = {field: column for field in FIELDS if (column := said[f"t{number}-{field}"])}
            more = tuple(column for column in said[f"t{number}-more"] if column not in columns.values())
            order = {"day": True, "month": False}.get(said[f"t{number}-order"])
            tables[fingerprint(columns_of(table))] = TablePlan(said[f"t{number}-kind"], columns, more, order)
        encodings = {
            name.removeprefix("encoding-"): said[name]
            for name in self.fields
            if name.startswith("encoding-")
            and (said[name] != self.fields[name].initial or self._was_said(name))
        }
        return Plan(said["name"], said["day"].isoformat(), encodings, tables)

    def _was_said(self, name: str) -> bool:
        """An encoding that somebody chose before stays chosen."""
        return name.removeprefix("encoding-") in self.now.encodings


class ClaimForm(forms.Form):
    """Which author somebody says they are, and how a manager can tell."""

    author = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("How can a manager tell that it is you?"),
        help_text=_("Such as the address you had there, or what you wrote and when."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
