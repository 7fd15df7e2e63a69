"""Everything that can happen in moderation. What is done to a thing is said by the room that holds it, too."""

from django.utils.translation import gettext_lazy as _

from folkmoot.activity.vocabulary import Verb

FLAGGED = Verb("moderation.thing.flagged", _("somebody flagged {object}"))
UNFLAGGED = Verb("moderation.thing.unflagged", _("somebody took back a flag on {object}"))
SUGGESTED = Verb("moderation.thing.suggested", _("a model suggests to look at {object}"))
DECIDED = Verb("moderation.thing.decided", _("a moderator decided about {object}"))
APPEALED = Verb("moderation.decision.appealed", _("somebody appealed against a decision about {target}"))
UPHELD = Verb("moderation.decision.upheld", _("your appeal was decided: the decision about {target} stands"))
OVERTURNED = Verb(
    "moderation.decision.overturned", _("your appeal was decided: the decision about {target} was wrong")
)
