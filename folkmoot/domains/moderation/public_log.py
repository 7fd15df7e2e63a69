"""Lines of the public log: what may be told of a decision to everybody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from folkmoot.kit.oversight import kinds

from .models import PERSON, Decision


@dataclass(frozen=True)
class Line:
    """All that the log says; there is nothing else in it."""

    made_at: datetime
    community: str
    kind: str
    verb: str
    reason: str
    appeal: str


def lines_of(decisions: Iterable[Decision]) -> list[Line]:
    return [_line(decision) for decision in decisions]


def _line(decision: Decision) -> Line:
    appeal = getattr(decision, "appeal", None)
    known = kinds()
    kind = _("person") if decision.kind == PERSON else str(getattr(known.get(decision.kind), "word", ""))
    return Line(
        made_at=decision.made_at,
        community=decision.community.name if decision.community else _("everywhere"),
        kind=kind,
        verb=decision.get_verb_display(),
        reason=decision.get_reason_display() if decision.reason else "",
        appeal=appeal.get_outcome_display() if appeal else "",
    )
