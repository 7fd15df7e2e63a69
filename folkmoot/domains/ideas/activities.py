"""Everything that can happen to an idea."""

from django.utils.translation import gettext_lazy as _

from folkmoot.activity.vocabulary import Kind, News, Verb

PUBLISHED = Verb(
    "ideas.idea.published", _("{actor} published {object}"), Kind.CONTRIBUTION, news=News.OF_THE_PLACE
)
REVISED = Verb(
    "ideas.idea.revised",
    _("{actor} wrote a new version of {object}"),
    Kind.CONTRIBUTION,
    news=News.OF_THE_THING,
)
SUPPORTED = Verb("ideas.idea.supported", _("{actor} supports {object}"), Kind.REACTION)
UNSUPPORTED = Verb("ideas.idea.unsupported", _("{actor} no longer supports {object}"), Kind.REACTION)
HELD = Verb("ideas.idea.held", _("{object} waits for a moderator"))
PASSED = Verb("ideas.idea.passed", _("a moderator has looked at {object}: it is public"))
HIDDEN = Verb("ideas.idea.hidden", _("a moderator hid {object}; its page says why, and how to appeal"))
RESTORED = Verb("ideas.idea.restored", _("{object} is public again"))
LOCKED = Verb("ideas.idea.locked", _("a moderator locked {object}; its page says why, and how to appeal"))
UNLOCKED = Verb("ideas.idea.unlocked", _("{object} is open again"))
WITHDRAWN = Verb("ideas.idea.withdrawn", _("{actor} withdrew {object}"), news=News.OF_THE_THING)
ATTACHED = Verb("ideas.idea.attached", _("{actor} added a picture to {object}"))
DETACHED = Verb("ideas.idea.detached", _("{actor} removed a picture from {object}"))
MOVED = Verb("ideas.idea.moved", _("{object} moved on"), news=News.OF_THE_THING)
UPDATED = Verb("ideas.idea.updated", _("{object} changed where it came from"))
PROPOSED = Verb("ideas.idea.proposed", _("{actor} proposes that {object} and {target} become one"))
AGREED = Verb("ideas.idea.agreed", _("{object} and {target} are one idea now"), news=News.OF_THE_THING)
REFUSED = Verb("ideas.idea.refused", _("{object} and {target} stay apart"))
UNMERGED = Verb("ideas.idea.unmerged", _("{object} and {target} are two ideas again"), news=News.OF_THE_THING)
