"""Talk and official answers on the page of an idea, and what I said on my page."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import get_template
from django.utils.translation import gettext_lazy as _

from folkmoot.domains.communities.rules import may_moderate
from folkmoot.domains.people.models import Person
from folkmoot.kit.fragments import rendered
from folkmoot.kit.markdown import words
from folkmoot.kit.oversight import Kind, Shown, is_shown_to, oversees
from folkmoot.kit.preparing import prepared
from folkmoot.kit.refs import load, ref
from folkmoot.kit.slots import Filling, fills
from folkmoot.kit.together import Asking

from . import actions, rules
from .forms import AnswerForm, CommentForm
from .models import Comment, OfficialAnswer
from .threads import threads_of

MOST = 200


@prepared
def _answers_on(subject: str) -> "QuerySet[OfficialAnswer]":
    return OfficialAnswer.objects.on(subject).with_names().newest_first()[:50]


@prepared
def _comments_on(subject: str) -> "QuerySet[Comment]":
    comments = Comment.objects.on(subject).with_names().defer("body", "salt")
    return comments.oldest_first()[:MOST]


@fills("ideas.idea.answers")
def official_answers(request: HttpRequest, subject: Any) -> Asking[Filling | None]:
    """The organisation's lane: dated statements, the newest above."""
    (said,) = yield [_answers_on(ref(subject))]
    may = rules.may_answer(request.user, subject.community)
    if not said and not may:
        return None
    form = AnswerForm(initial={"subject": ref(subject)})
    return Filling("discussions/answers.html", {"answers": said, "may": may, "form": form})


@fills("ideas.idea.below")
def talk(request: HttpRequest, subject: Any) -> Asking[Filling]:
    """What people say, in the order in which they said it, with answers below what they answer."""
    moderates = bool(may_moderate(request.user, subject.community))
    (found,) = yield [_comments_on(ref(subject))]
    yield []  # now other rooms have what they asked for in that round, such as for their tools of comments
    said = [
        comment
        for comment in found
        if moderates or not comment.is_held or comment.author_id == request.user.pk
    ]
    may = rules.may_post(request.user, subject.community, subject)
    context = {
        "said": threads_of(said, request, may_post=bool(may), moderates=moderates),
        "count": sum(comment.is_clear for comment in said),
        "may": may,
        "pointer": ref(subject),
        "words_field": rendered(_words_field, "discussions/new_comment.html", {}),
        "me": request.user,
    }
    return Filling("discussions/talk.html", context)


def _words_field(template: str, context: dict[str, Any]) -> str:
    """Where a comment is written, which is the same everywhere."""
    return get_template(template).render({**context, "form": CommentForm()})


@fills("people.me.gifts", order=30)
def what_i_said(request: HttpRequest, person: Person) -> Filling | None:
    said = Comment.objects.filter(author__in=Person.objects.same_as(person))
    mine = list(said.not_taken_back().order_by("-id")[:50])
    found = load(comment.subject for comment in mine)
    subjects = {pointer: thing for pointer, thing in found.items() if is_shown_to(person.pk, thing)}
    answers = OfficialAnswer.objects.filter(subject__in=[ref(c) for c in mine]).newest_first()
    newest = {answer.subject: answer for answer in reversed(answers)}
    rows = [(c, subjects.get(c.subject), newest.get(ref(c))) for c in mine]
    return Filling("discussions/mine.html", {"rows": rows}) if rows else None


def on_the_desk(comment: Comment) -> Shown:
    """How a comment stands before a moderator."""
    return Shown(words(comment.body_html, 12), comment.body_html, comment.get_absolute_url(), comment.subject)


oversees(
    Kind(
        "discussions.comment",
        _("comment"),
        {verb: getattr(actions, verb) for verb in ("hide", "restore", "let_pass")},
        on_the_desk,
        lambda person: Comment.objects.standing().filter(author=person).count(),
    )
)
