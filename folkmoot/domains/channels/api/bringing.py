"""Files that are brought: kept, looked into, matched. Nothing comes in before somebody starts the import."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.datastructures import MultiValueDict
from ninja import Field, Form, Schema, Status
from ninja.files import UploadedFile
from ninja.params.functions import File

from folkmoot.domains.channels import actions, rules, uploads
from folkmoot.domains.channels.foreseeing import earlier
from folkmoot.domains.channels.forms import MatchForm, UploadForm
from folkmoot.domains.channels.importers import shelf
from folkmoot.domains.channels.importers.csv import columns_of
from folkmoot.domains.channels.models import Import, State
from folkmoot.domains.channels.plans import MOST_NAME, TablePlan, fingerprint
from folkmoot.domains.channels.reports import match_form
from folkmoot.domains.channels.samples import samples_of
from folkmoot.domains.communities.models import Community
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.shapes import NO_NUL, SLUG, Closed, Words, cleaned

from .shapes import ImportShape, import_for, router, shown

Kind = Literal["ideas", "replies", "both"]
Order = Literal["", "day", "month"]
What = Literal[
    "title",
    "body",
    "author",
    "author_key",
    "given_at",
    "support_count",
    "key",
    "idea",
    "url",
    "withdrawn",
]


class ImporterShape(Schema):
    """``is_matched``: people say which column is what."""

    name: str
    label: Words
    hint: Words
    is_matched: bool


class ImporterSheet(Schema):
    items: list[ImporterShape]
    next: str


class NewImport(Closed):
    """``format`` is the name of an importer."""

    community: str = Field(pattern=SLUG, max_length=60)
    format: str = Field("csv", pattern=SLUG, max_length=40)


class SampleShape(Schema):
    """One row as it will be; ``why`` is said of a row that cannot be taken."""

    where: str
    title: str
    body: str
    name: str
    at: datetime | None
    why: str


class PreviewShape(Schema):
    """The first rows, and what would become of those that were looked at; ``is_whole``: that are all.

    ``problem`` says why the files cannot be read. ``earlier`` is the key of an import of the same files.
    """

    problem: str
    is_whole: bool
    read: int
    created: int
    updated: int
    unchanged: int
    conflicts: int
    rejected: int
    rows: list[SampleShape]
    cannot: list[SampleShape]
    earlier: int | None


class TableShape(Schema):
    """A table of the files: its headings, and which is what. ``encoding`` is empty where the file tells it."""

    file: str
    name: str
    headings: list[str]
    kind: str
    columns: dict[str, str]
    more: list[str]
    order: str
    encoding: str


class PlanShape(Schema):
    """How the tables are read: as somebody said, else as it is guessed. ``name`` is that of the system they came from,
    ``day`` when what has no date was given."""

    name: str
    day: date
    tables: list[TableShape]


class NewTable(Closed):
    """``columns`` leads from what it is to a heading; ``more`` are headings whose cells go beneath the text; ``order``
    is that of dates such as 3/4/2026."""

    kind: Kind
    columns: dict[What, str] = {}
    more: list[str] = Field([], max_length=1_000)
    order: Order = ""
    encoding: str = Field("", max_length=40, pattern=NO_NUL)


class NewPlan(Closed):
    """Every table, in the order in which the plan shows them."""

    name: str = Field(max_length=MOST_NAME, pattern="^[-a-zA-Z0-9_]+$")
    day: date
    tables: list[NewTable] = Field(max_length=1_000)


@router.get("/importers/", response=ImporterSheet, url_name="importers")
def read_importers(request: SignedInRequest) -> dict[str, object]:
    """What can be read from other systems. One sheet."""
    names = ("label", "hint", "is_matched")
    found = shelf.all().items()
    items = [{"name": name} | {word: getattr(one, word) for word in names} for name, one in found]
    return {"items": items, "next": ""}


@router.post("/imports/", response={201: ImportShape}, url_name="imports")
def bring_files(
    request: SignedInRequest, new: Form[NewImport], files: Annotated[list[UploadedFile], File(min_length=1)]
) -> Status[Import]:
    """Bring one file or several, to be looked into: CSV, XLSX or JSON lines. For managers."""
    seen = Community.objects.visible_to(request.user)
    community = get_object_or_404(seen, slug=new.community)
    rules.may_import(request.user, community).insist()
    brought = cleaned(UploadForm({"format": new.format}, MultiValueDict({"files": files})))
    kept = uploads.keep(brought["files"])
    one = actions.prepare(
        community,
        by=request.user,
        format=brought["format"],
        files=[file.path for file in kept],
        names=[file.name or "" for file in files],
        digests=[file.digest for file in kept],
    )
    return Status(201, shown(request, one.pk))


@router.get("/imports/{int:pk}/preview/", response=PreviewShape, url_name="preview")
def read_preview(request: SignedInRequest, pk: int) -> dict[str, object]:
    """The first rows as they will be, before anything is brought in. 404 once it was started."""
    one = _waiting(request, pk)
    samples, before = samples_of(one), earlier(one)
    counted = ("is_whole", "read", "created", "updated", "unchanged", "conflicts", "rejected")
    return {name: getattr(samples.seen, name) for name in counted} | {
        "problem": samples.problem,
        "rows": samples.rows,
        "cannot": samples.cannot,
        "earlier": before.pk if before else None,
    }


@router.get("/imports/{int:pk}/plan/", response=PlanShape, url_name="plan")
def read_plan(request: SignedInRequest, pk: int) -> dict[str, object]:
    """Which column is what, table by table. 404 where its importer knows that, and once it was started."""
    form = _form(_waiting(request, pk))
    return {
        "name": form.now.name,
        "day": form.now.day,
        "tables": [_table(form, number) for number in range(len(form.tables))],
    }


@router.put("/imports/{int:pk}/plan/", response=PlanShape, url_name="plan")
def match_columns(request: SignedInRequest, pk: int, new: NewPlan) -> dict[str, object]:
    """Say which column is what; the preview shows the first rows anew."""
    one = _waiting(request, pk)
    form = _form(one)
    said = _form(one, _said(form, new))
    cleaned(said)
    actions.match(one, by=request.user, plan=said.plan())
    return read_plan(request, pk)


def _waiting(request: SignedInRequest, pk: int) -> Import:
    one = import_for(request, pk)
    if one.state != State.PREVIEW:
        raise Http404("it was started")
    return one


def _form(one: Import, said: dict[str, Any] | None = None) -> MatchForm:
    if (form := match_form(one, said)) is None:
        raise Http404("nothing here is matched by people")
    return form


def _table(form: MatchForm, number: int) -> dict[str, object]:
    table = form.tables[number]
    plan = form.now.tables.get(fingerprint(columns_of(table)), TablePlan())
    encoding = form.fields.get(f"encoding-{form.number_of[table.file]}")
    return {
        "file": table.file.name,
        "name": table.name,
        "headings": columns_of(table),
        "kind": plan.kind,
        "columns": {what: heading for what, heading in plan.columns.items() if heading},
        "more": list(plan.more),
        "order": "" if plan.is_day_first is None else "day" if plan.is_day_first else "month",
        "encoding": encoding.initial if encoding else "",
    }


def _said(form: MatchForm, new: NewPlan) -> dict[str, Any]:
    """As the form of the page sends it."""
    said: dict[str, Any] = {"name": new.name, "day": new.day}
    for number, table in enumerate(new.tables):
        at = f"t{number}"
        said |= {f"{at}-kind": table.kind, f"{at}-more": table.more, f"{at}-order": table.order}
        said |= {f"{at}-{what}": heading for what, heading in table.columns.items()}
        if table.encoding and number < len(form.tables):
            said[f"encoding-{form.number_of[form.tables[number].file]}"] = table.encoding
    return said
