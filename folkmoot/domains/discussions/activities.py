"""Everything that can happen in a discussion."""

from django.utils.translation import gettext_lazy as _

from folkmoot.activity.vocabulary import Kind, News, Verb

POSTED = Verb(
    "discussions.comment.posted",
    _("{actor} said something about {target}"),
    Kind.CONTRIBUTION,
    news=News.OF_THE_THING,
)
TAKEN_BACK = Verb("discussions.comment.taken_back", _("{actor} took back what they said about {target}"))
UPDATED = Verb("discussions.comment.updated", _("what was said about {target} changed where it came from"))
TAKEN_OUT = Verb(
    "discussions.comment.taken_out",
    _("what was said about {target} was taken out with the import that brought it"),
)
HELD = Verb("discussions.comment.held", _("what {actor} said about {target} waits for a moderator"))
PASSED = Verb(
    "discussions.comment.passed", _("a moderator has looked at what was said about {target}: it is public")
)
HIDDEN = Verb(
    "discussions.comment.hidden",
    _("a moderator hid what was said about {target}; there it says why, and how to appeal"),
)
RESTORED = Verb("discussions.comment.restored", _("what was said about {target} is public again"))
ANSWERED = Verb("discussions.subject.answered", _("{actor} answered {object}"), news=News.OF_THE_THING)
