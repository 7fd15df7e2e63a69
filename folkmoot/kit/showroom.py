"""The showroom: every sample of ``templates/kit/shown`` rendered, beside the very call that rendered it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template import engines
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from folkmoot.kit.answers import YES, Answer

_FOLDER = Path(__file__).parent / "templates/kit"
_HEAD = re.compile(r"\A\{# (?P<title>[^:]+): (?P<note>.+?) #\}\n")


@dataclass
class Sample:
    """One call, and what it makes."""

    source: str
    made: SafeString


@dataclass
class Section:
    """A family of components. ``imports`` is what a page writes on top to use it."""

    name: str
    title: str
    note: str
    imports: str
    samples: list[Sample] = field(default_factory=list)


class SampleForm(forms.Form):
    """Each kind of field once."""

    title = forms.CharField(
        label="Your idea in one sentence", help_text="People see this first.", max_length=120
    )
    words = forms.CharField(label="Say it in your words", widget=forms.Textarea, required=False)
    language = forms.ChoiceField(label="Language", choices=[("en", "English"), ("ro", "Romanian")])
    told = forms.BooleanField(
        label="Tell me what becomes of it", help_text="By e-mail, at most once a day.", required=False
    )
    answer = forms.ChoiceField(
        label="Your answer", widget=forms.RadioSelect, choices=[("yes", "We will"), ("no", "We will not")]
    )


class ShortForm(forms.Form):
    name = forms.CharField(label="Name", initial="Gentle Heron")
    since = forms.CharField(initial="now", widget=forms.HiddenInput)


def sections(request: HttpRequest) -> Iterator[Section]:
    """The sections in the order of their file names."""
    context = {"request": request, "csrf_input": SafeString(""), **things()}
    for file in sorted((_FOLDER / "shown").glob("*.html")):
        yield _section(file, context)


def _section(file: Path, context: dict[str, Any]) -> Section:
    text = file.read_text()
    head = _HEAD.match(text)
    if not head:
        raise ValueError(f"{file.name} does not begin with its title and a note")
    imports, *sources = text[head.end() :].split("---\n")
    section = Section(file.stem.partition("-")[2], head["title"], head["note"], imports.strip())
    backend = engines["jinja2"]
    for source in sources:
        made = backend.from_string(imports + source).render(dict(context), context["request"])
        section.samples.append(Sample(source.strip(), mark_safe(made)))
    return section


@dataclass
class _Told:
    level_tag: str
    words: str

    def __str__(self) -> str:
        return self.words


def things() -> dict[str, Any]:
    """What the samples show: invented, and without a database."""
    now = timezone.now()
    return {
        "form": SampleForm(initial={"title": "A lower price at night"}, auto_id="sample_%s"),
        "wrong": SampleForm({"title": "", "language": "en"}, auto_id="wrong_%s"),
        "short": ShortForm(auto_id="short_%s"),
        "yes": YES,
        "no": Answer("Only members of this community may support. Joining takes a minute."),
        "long_ago": now - timedelta(days=270),
        "just": now - timedelta(hours=2),
        "today": timezone.localdate(),
        "days": lambda n: timezone.localdate() + timedelta(days=n),
        "second_page": Paginator(range(240), 25).page(2),
        "told": [_Told("success", "Your idea is live."), _Told("error", "Only its author may withdraw it.")],
    }
