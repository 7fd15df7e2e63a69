"""The first hour of a new place: steps that are ticked by what happened, and by nobody's hand."""

from dataclasses import dataclass

from django.db.models import Exists, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.activity.models import Activity
from folkmoot.domains.communities.models import Community, Role
from folkmoot.domains.notices.models import Letter
from folkmoot.domains.people.models import Person
from folkmoot.kit.refs import ref

from .models import Brand, PutAway

ANSWERED = ("insights.insight.answered", "discussions.subject.answered")
INVITED, JOINED = "communities.community.invited", "communities.community.joined"
#: What happened where somebody manages, and what to do for it. The page is that of the community, if there is one.
OF_A_COMMUNITY: list[tuple[str, str | Promise, str, bool]] = [
    ("invited", _("Invite the first people"), "communities:members", True),
    ("voices", _("Bring voices in, or ask for the first idea"), "channels:upload", True),
    ("given", _("Make an insight and give it to somebody to answer"), "intelligence:themes", True),
    ("answered", _("Give the first answer"), "insights:desk", False),
    ("told", _("Those who said it are told, by themselves"), "insights:index", False),
]


@dataclass(frozen=True)
class Step:
    """One step; ``href`` is the page on which it is done."""

    label: str | Promise
    href: str
    is_done: bool


@dataclass(frozen=True)
class FirstHour:
    """The steps of one person, and whether they put them away."""

    steps: list[Step]
    is_away: bool = False

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)

    @property
    def is_over(self) -> bool:
        return self.done == len(self.steps)

    @property
    def next(self) -> Step | None:
        return next((step for step in self.steps if not step.is_done), None)


def first_hour_of(person: Person) -> FirstHour:
    """Where this person manages, how far it is. Two statements, however much happened."""
    here = list(Community.objects.with_role_of(person, Role.MANAGER).order_by("founded_at", "pk")[:50])
    is_known = _happened(person, [ref(one) for one in here])
    steps = [
        Step(label, _page(name, here[:1]) if needs_place else _page(name), is_known[key])
        for key, label, name, needs_place in OF_A_COMMUNITY
    ]
    if person.is_administrator:
        steps = [
            Step(_("Say who you are: name, colour, a sentence"), reverse("brand"), is_known["branded"]),
            Step(_("Found the first community"), _page("communities:playbooks"), bool(here)),
            *steps,
            Step(_("Send mail: name a mail server"), _page("notices:outbox"), is_known["mailed"]),
        ]
    return FirstHour(steps, is_known["away"])


def _page(name: str, place: list[Community] | None = None) -> str:
    """The page of this name, for this place; where there is no place yet, the list of them."""
    if place is None:
        return reverse(name)
    return reverse(name, args=[place[0].slug]) if place else reverse("communities:index")


def _happened(person: Person, contexts: list[str]) -> dict[str, bool]:
    """All questions in one statement; each ends at the first thing that it finds."""
    stream = Activity.objects.order_by()
    if not person.is_administrator:
        stream = stream.filter(context__in=contexts)
    others_joined = Q(verb=JOINED) & ~Q(actor=ref(person))
    asked: dict[str, QuerySet[Activity] | QuerySet[Brand] | QuerySet[Letter] | QuerySet[PutAway]] = {
        "invited": stream.filter(Q(verb=INVITED) | others_joined),
        "voices": stream.of("ideas.idea.published", "discussions.comment.posted"),
        "given": stream.of("insights.insight.given"),
        "answered": stream.of(*ANSWERED),
        "told": stream.of("notices.round.told").filter(target__in=ANSWERED, details__people__gt=0),
        "branded": Brand.objects.all(),
        "mailed": Letter.objects.filter(sent_at__isnull=False),
        "away": PutAway.objects.filter(person=person),
    }
    told = {f"is_{name}": Exists(rows) for name, rows in asked.items()}
    found = Person.objects.filter(pk=person.pk).values(**told).get()
    return {name: found[f"is_{name}"] for name in asked}
