"""Appeals: whoever is burdened asks, another person looks again."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from folkmoot.activity.stream import record
from folkmoot.activity.vocabulary import Verb
from folkmoot.domains.moderation import activities, rules
from folkmoot.domains.moderation.models import BURDENS, PERSON, Appeal, Decision, Done, Outcome
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused
from folkmoot.kit.refs import ref
from folkmoot.kit.seals import seal

from .barring import unblock
from .deciding import decide


@transaction.atomic
def appeal(decision: Decision, *, by: Person, words: str) -> Appeal:
    """Ask another person to look again; once for a decision."""
    rules.may_appeal(by, decision).insist()
    if not words.strip():
        raise Refused(_("Say in a few words why the decision is wrong."))
    try:
        with transaction.atomic():
            made = Appeal.objects.create(
                decision=decision, by=by, against=decision.by, words=words.strip()[:2000]
            )
    except IntegrityError:
        raise Refused(_("There is an appeal already; another person looks at it.")) from None
    _record(activities.APPEALED, made, actor=by, sealed=seal({"words": made.words}, salt=made.salt))
    return made


@transaction.atomic
def uphold(appeal: Appeal, *, by: Person, answer: str = "") -> Appeal:
    """The decision stands, and here is why."""
    appeal = _take(appeal)
    rules.may_uphold(by, appeal).insist()
    if not answer.strip():
        raise Refused(_("Say why: whoever appealed will read it."))
    _close(appeal, Outcome.UPHELD, by=by, answer=answer)
    _record(activities.UPHELD, appeal, actor=by, sealed=seal({"answer": appeal.answer}, salt=appeal.salt))
    return appeal


@transaction.atomic
def overturn(appeal: Appeal, *, by: Person, answer: str = "") -> Appeal:
    """The decision was wrong: what it took is given back, in the same transaction."""
    appeal = _take(appeal)
    rules.may_overturn(by, appeal).insist()
    _close(appeal, Outcome.OVERTURNED, by=by, answer=answer)
    _give_back(appeal.decision, by=by, words=appeal.answer)
    _record(activities.OVERTURNED, appeal, actor=by, sealed=seal({"answer": appeal.answer}, salt=appeal.salt))
    return appeal


def _take(appeal: Appeal) -> Appeal:
    locked = Appeal.objects.select_for_update(of=("self",))
    return locked.select_related("decision__community", "decision__about", "by").get(pk=appeal.pk)


def _close(appeal: Appeal, outcome: Outcome, *, by: Person, answer: str) -> None:
    appeal.outcome, appeal.answer = outcome, answer.strip()[:2000]
    appeal.decided_by, appeal.decided_at = by, clock.now()
    appeal.save()


def _give_back(decision: Decision, *, by: Person, words: str) -> None:
    """Undo it, unless somebody has undone it since."""
    later = Decision.objects.filter(
        subject=decision.subject,
        community=decision.community,
        verb=BURDENS[Done(decision.verb)],
        pk__gt=decision.pk,
    )
    if later.exists():
        return
    if decision.kind == PERSON:
        unblock(decision.about, by=by, community=decision.community, words=words)
    else:
        decide(decision.subject, BURDENS[Done(decision.verb)], by=by, words=words)


def _record(verb: Verb, appeal: Appeal, *, actor: Person, sealed: str) -> None:
    decision = appeal.decision
    record(
        verb,
        actor=actor,
        object=ref(decision),
        target=decision.subject,
        context=decision.community or "",
        seal=sealed,
    )
