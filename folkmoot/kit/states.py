"""States as pages show them: a kind (its colour), an icon and a word. Never colour alone."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Mark:
    """``kind`` is yes, no, late, wait, open, machine or empty; ``icon`` a name in the sprite."""

    kind: str
    icon: str
    word: str | Promise


MARKS = {
    "new": Mark("open", "plus", _("New")),
    "draft": Mark("", "pen", _("Draft")),
    "screening": Mark("wait", "clock", _("Being screened")),
    "returned": Mark("wait", "back", _("Returned")),
    "rejected": Mark("no", "cross", _("Not within the rules")),
    "live": Mark("open", "hand", _("Gathering support")),
    "open": Mark("open", "hand", _("Open")),
    "in_review": Mark("wait", "scale", _("In review")),
    "accepted": Mark("yes", "check", _("We will do it")),
    "planned": Mark("yes", "clock", _("Planned")),
    "declined": Mark("no", "cross", _("We will not")),
    "later": Mark("wait", "clock", _("Later")),
    "carried_over": Mark("wait", "clock", _("Later")),
    "already_there": Mark("yes", "home", _("Already there")),
    "answered": Mark("yes", "seal", _("Answered")),
    "delivered": Mark("yes", "check", _("Delivered")),
    "withdrawn": Mark("", "back", _("Withdrawn")),
    "merged": Mark("", "merge", _("Merged")),
    "expired": Mark("no", "clock", _("Expired")),
    "archived": Mark("", "inbox", _("Archived")),
    "closed": Mark("", "lock", _("Closed")),
    "running": Mark("open", "clock", _("Under way")),
    "failed": Mark("late", "flag", _("Failed")),
    "late": Mark("late", "flag", _("Late")),
}

VERDICTS = {
    "did": Mark("yes", "check", _("We did")),
    "planned": Mark("open", "clock", _("We will")),
    "not_yet": Mark("wait", "clock", _("Not yet")),
    "did_not": Mark("no", "cross", _("We did not, because")),
    "already_there": Mark("yes", "home", _("It is there already")),
}

NOTES = {
    "": Mark("", "info", ""),
    "yes": Mark("yes", "check", _("Done")),
    "no": Mark("no", "cross", _("No")),
    "late": Mark("late", "flag", _("Please look")),
    "wait": Mark("wait", "clock", _("Wait")),
    "open": Mark("open", "info", ""),
    "machine": Mark("machine", "suggest", _("Suggested")),
}
# The levels of Django's messages, as notes
LEVELS = {"success": "yes", "error": "late", "warning": "wait", "info": "open", "debug": ""}


def mark(state: str) -> Mark:
    """The mark of a state; a state unknown here shows its own word, without a colour."""
    return MARKS.get(str(state)) or Mark("", "info", str(state).replace("_", " "))


def verdict(name: str) -> Mark:
    """The mark of what became of something said. KeyError for a verdict that is none of ours."""
    return VERDICTS[name]


def note(kind: str) -> Mark:
    """The mark of a note, by its kind or by the level of a message."""
    return NOTES[LEVELS.get(kind, kind)]
