"""Talk and official answers on the page of an idea, and what I said on my page."""

from typing import Any

from django.http import HttpRequest

from folkmoot.domains.people.models import Person
from folkmoot.kit.refs import load, ref
from folkmoot.kit.slots import Filling, fills

from . import rules
from .forms import AnswerForm, CommentForm
from .models import Comment, OfficialAnswer

MOST = 200


@fills("ideas.idea.answers")
def official_answers(request: HttpRequest, subject: Any) -> Filling | None:
    """The organisation's lane: dated statements, the newest above."""
    said = list(OfficialAnswer.objects.on(ref(subject)).with_names().newest_first()[:50])
    may = rules.may_answer(request.user, subject.community)
    if not said and not may:
        return None
    form = AnswerForm(initial={"subject": ref(subject)})
    return Filling("discussions/answers.html", {"answers": said, "may": may, "form": form})


@fills("ideas.idea.below")
def talk(request: HttpRequest, subject: Any) -> Filling:
    """What people say, in the order in which they said it, with answers below what they answer."""
    said = Comment.objects.on(ref(subject)).with_names().oldest_first()[:MOST]
    replies: dict[int | None, list[Comment]] = {}
    for comment in said:
        replies.setdefault(comment.parent_id, []).append(comment)
    context = {
        "replies": replies,
        "count": len(said),
        "may": rules.may_post(request.user, subject.community),
        "form": CommentForm(initial={"subject": ref(subject)}),
        "me": request.user,
    }
    return Filling("discussions/talk.html", context)


@fills("people.me.gifts", order=30)
def what_i_said(request: HttpRequest, person: Person) -> Filling | None:
    mine = list(Comment.objects.by(person).standing().order_by("-id")[:50])
    subjects = load(comment.subject for comment in mine)
    answers = OfficialAnswer.objects.filter(subject__in=[ref(c) for c in mine]).newest_first()
    newest = {answer.subject: answer for answer in reversed(answers)}
    rows = [(c, subjects.get(c.subject), newest.get(ref(c))) for c in mine]
    return Filling("discussions/mine.html", {"rows": rows}) if rows else None
