"""All that people do with insights. Nothing else in the house writes to these tables."""

from .answering import answer, answer_many, let_go, send, undo
from .delivering import deliver, measure
from .drafting import draft
from .framing import frame, link, settle
from .handing import hand_over
from .making import give, make, make_and_give, voices_of_things
from .picking import attach, highlight, verify
from .timing import escalate, fill, free, remind, set_clock, unfree, week

__all__ = [
    "answer",
    "answer_many",
    "attach",
    "deliver",
    "draft",
    "escalate",
    "fill",
    "frame",
    "free",
    "give",
    "hand_over",
    "highlight",
    "let_go",
    "link",
    "make",
    "make_and_give",
    "measure",
    "remind",
    "send",
    "set_clock",
    "settle",
    "undo",
    "unfree",
    "verify",
    "voices_of_things",
    "week",
]
