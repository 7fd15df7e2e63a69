"""The desk of moderators, and what was decided about one thing."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from folkmoot.domains.communities.models import Community
from folkmoot.domains.communities.rules import may_moderate
from folkmoot.domains.moderation import rules
from folkmoot.domains.moderation.forms import DecideForm, DeskForm
from folkmoot.domains.moderation.models import OVERSIGHT, PERSON, Appeal, Case, CaseQuerySet, Suggestion
from folkmoot.domains.moderation.things import Entry, decisions_for, entries_of, names_of, open_up, thing_for
from folkmoot.domains.people.models import Person
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.oversight import RULES, kind_of
from folkmoot.kit.refs import ref

PER_PAGE = 30


@require_safe
@login_required
def index(request: SignedInRequest) -> HttpResponse:
    """What waits for a moderator, the most suspected and most flagged first; one of it open beside the list."""
    rules.may_look(request.user).insist()
    form = DeskForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    mine = Case.objects.open().overseen_by(request.user).select_related("community", "author")
    sheet = Paginator(_chosen(mine, asked), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "sheet": sheet,
        "form": form,
        "communities": Community.objects.with_role_of(request.user, *OVERSIGHT).by_name()[:100],
        "is_filtered": any(asked.values()),
        "appeal_count": Appeal.objects.open().overseen_by(request.user).count(),
        **_panes(list(sheet.object_list), request),
    }
    return render(request, "moderation/index.html", context)


def _panes(cases: list[Case], request: SignedInRequest) -> dict[str, Any]:
    """The list, and one of it open with its forms."""
    entries = entries_of(cases)
    wanted = request.GET.get("open")
    opened = next((e for e in entries if str(e.case.pk) == wanted), entries[0] if entries else None)
    return {
        "entries": entries,
        "opened": open_up(opened, request.user) if opened else None,
        "one": DecideForm(auto_id="one_%s"),
        "many": DecideForm(auto_id="many_%s"),
    }


def _chosen(cases: CaseQuerySet, asked: dict[str, str]) -> CaseQuerySet:
    if asked.get("community"):
        cases = cases.filter(community__slug=asked["community"])
    if asked.get("kind"):
        cases = cases.filter(kind=asked["kind"])
    if why := asked.get("why"):
        suspected = Suggestion.objects.filter(kind=why).values("subject")
        chosen = {"flagged": Q(flag_count__gt=0), "held": Q(is_held=True)}
        cases = cases.filter(chosen.get(why, Q(subject__in=suspected, score__gt=0)))
    return cases.urgent_first()


@require_safe
@login_required
def about(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """What was decided about a thing, why, by which rule; for whom it concerns, and for those who moderate."""
    decisions = decisions_for(request.user, f"{kind}/{pk}")
    person = get_object_or_404(Person, pk=pk) if kind == PERSON else None
    thing = None if person else thing_for(request.user, kind, pk)
    moderates = bool(thing and may_moderate(request.user, thing.community))
    is_theirs = request.user.pk == (thing.author_id if thing else pk)
    if not (decisions or moderates or is_theirs):
        raise Http404
    context = {
        "decisions": decisions,
        "rules": RULES,
        "may_appeal": {d.pk: rules.may_appeal(request.user, d) for d in decisions},
        "moderates": moderates,
        "is_theirs": is_theirs,
        "entry": _entry_of(thing, request.user) if thing else None,
        "name": person.name if person else names_of(decisions).get(f"{kind}/{pk}", ""),
        "form": DecideForm(),
    }
    return render(request, "moderation/about.html", context)


def _entry_of(thing: object, person: Person) -> Entry:
    """The thing with its buttons, whether or not it has a case already."""
    pointer = ref(thing)  # type: ignore[arg-type]
    case = Case.objects.select_related("community", "author").filter(subject=pointer).first() or Case(
        subject=pointer,
        kind=pointer.partition("/")[0],
        community=thing.community,  # type: ignore[attr-defined]
        author=thing.author,  # type: ignore[attr-defined]
    )
    return open_up(Entry(case, thing, kind_of(pointer).show(thing), str(kind_of(pointer).word)), person)
