"""Notices on other pages: how many are new, in the head; the newest, on my page; whom a word will reach."""

from typing import Any

from django.http import HttpRequest

from folkmoot.activity.telling import tell_apart
from folkmoot.domains.people.models import Person
from folkmoot.kit.preparing import Summed, prepared
from folkmoot.kit.slots import Filling, fills
from folkmoot.kit.together import Asking, counts

from . import mail
from .foreseeing import foresee
from .models import Notice
from .rules import may_foresee

ANSWERED = "insights.insight.answered"


@prepared
def _unseen_by(person: Person) -> Summed:
    return counts(Notice.objects.of(person).unseen())


@fills("site.top")
def new_notices(request: HttpRequest, nothing: None) -> Asking[Filling | None]:
    if not isinstance(request.user, Person):
        return None
    (counted,) = yield [_unseen_by(request.user)]
    return Filling(
        "notices/live_bell.html", {"unseen": counted[0], "topic_of_mine": f"notices/{request.user.pk}"}
    )


@fills("people.signin.below")
def where_mail_goes(request: HttpRequest, nothing: None) -> Filling | None:
    """Where no mail server is named, whoever waits for a code is told where it lies."""
    return None if mail.has_server() else Filling("notices/kept_here.html")


@fills("people.me.side", order=10, most=6)
def newest_notices(request: HttpRequest, person: Person) -> Filling | None:
    newest = Notice.objects.of(person).newest_first()[:5]
    return Filling("notices/newest.html", {"told": tell_apart(newest, to=person.pk)})


@fills("insights.insight.side", order=60, most=22)
def whom_an_answer_reaches(request: HttpRequest, insight: Any) -> Filling | None:
    """For whoever may answer: how many people read it, and by which way, before it is said."""
    if insight.is_answered or not may_foresee(request.user, insight.community):
        return None
    reach = foresee(ANSWERED, actor=request.user, object=insight, context=insight.community)
    return Filling("notices/reach.html", {"reach": reach})
