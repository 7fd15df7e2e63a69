"""What moderators decide about things, one or many at once: each with its reason, each by the room's own action."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.activity.stream import record
from folkmoot.domains.moderation import activities, rules
from folkmoot.domains.moderation.models import BURDENS, Decision, Done, Flag
from folkmoot.domains.people.models import Person
from folkmoot.kit.answers import Refused
from folkmoot.kit.oversight import Reason, kind_of, load_overseen
from folkmoot.kit.refs import ref
from folkmoot.kit.seals import seal

from .cases import case_of, settle


@dataclass
class Decided:
    """What was decided, and why not, by ref, where a decision was refused."""

    decisions: list[Decision] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


def hide(subjects: Sequence[str], *, by: Person, reason: str, words: str = "") -> Decided:
    """Hide things from all but their authors and those who moderate."""
    return _decide(subjects, Done.HIDE, by=by, reason=reason, words=words)


def restore(subjects: Sequence[str], *, by: Person, words: str = "") -> Decided:
    """Show hidden things again."""
    return _decide(subjects, Done.RESTORE, by=by, words=words)


def let_pass(subjects: Sequence[str], *, by: Person, words: str = "") -> Decided:
    """They may stand; what waited appears."""
    return _decide(subjects, Done.LET_PASS, by=by, words=words)


def lock(subjects: Sequence[str], *, by: Person, reason: str, words: str = "") -> Decided:
    """No more words under them; what is there stays."""
    return _decide(subjects, Done.LOCK, by=by, reason=reason, words=words)


def unlock(subjects: Sequence[str], *, by: Person, words: str = "") -> Decided:
    return _decide(subjects, Done.UNLOCK, by=by, words=words)


def _decide(subjects: Sequence[str], verb: Done, *, by: Person, reason: str = "", words: str = "") -> Decided:
    """Each in a transaction of its own, so that one that may not be does not undo the others. If none may be,
    Refused with the first reason."""
    decided = Decided()
    if not subjects:
        raise Refused(_("Pick something first."))
    for subject in sorted(set(subjects)):
        try:
            decided.decisions.append(decide(subject, verb, by=by, reason=reason, words=words))
        except Refused as no:
            decided.refused[subject] = str(no)
    if not decided.decisions:
        raise Refused(next(iter(decided.refused.values())))
    return decided


@transaction.atomic
def decide(subject: str, verb: Done, *, by: Person, reason: str = "", words: str = "") -> Decision:
    """One decision about one thing: the rule, the room's own action, the row, the stream."""
    thing = load_overseen([subject]).get(subject)
    if thing is None:  # the same words as for what lies elsewhere: nobody learns by guessing what is there
        raise Refused(_("Only moderators and managers of this community may do this."))
    case = case_of(thing)
    flaggers = frozenset(Flag.objects.standing().on(subject).values_list("person_id", flat=True))
    rules.may_decide(by, case, flaggers).insist()
    act = kind_of(subject).acts.get(verb)
    if act is None:
        raise Refused(_("This cannot be done with this kind of thing."))
    if verb in BURDENS:
        if reason not in Reason.values:
            raise Refused(_("Choose a reason: the author will read it."))
        act(thing, by=by, reason=reason)
    else:
        act(thing, by=by)
    settle(case)
    return write_down(
        Decision(
            subject=subject,
            community=case.community,
            about=case.author,
            verb=verb,
            reason=reason if verb in BURDENS else "",
            words=words.strip(),
            by=by,
        )
    )


def write_down(decision: Decision) -> Decision:
    """Keep a decision, and tell the stream, which learns what and by which rule, and a seal of the words."""
    decision.save()
    record(
        activities.DECIDED,
        actor=decision.by,
        object=decision.subject,
        target=ref(decision),
        context=decision.community or "",
        seal=seal(decision.content, salt=decision.salt),
        done=str(decision.verb),
        reason=str(decision.reason),
    )
    return decision
