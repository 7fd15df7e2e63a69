"""Everything that can happen to an insight, and on the way from what was said to what came of it."""

from django.utils.translation import gettext_lazy as _

from folkmoot.activity.vocabulary import News, Verb

MADE = Verb("insights.insight.made", _("{actor} made the insight {object}"), news=News.OF_THE_THING)
GIVEN = Verb(
    "insights.insight.given", _("{actor} gave {object} to {target} to answer"), news=News.OF_THE_THING
)
ANSWERED = Verb("insights.insight.answered", _("{actor} answered {object}"), news=News.OF_THE_PLACE)
UNDONE = Verb("insights.insight.undone", _("{actor} took back an answer to {object} before it went out"))
HANDED_OVER = Verb("insights.insight.handed_over", _("{actor} handed {object} over to {target} to answer"))
REMINDED = Verb("insights.insight.reminded", _("{object} waits for your answer in two working days"))
ESCALATED = Verb(
    "insights.insight.escalated", _("{object} has no answer and is long past its day"), news=News.OF_THE_THING
)
# What follows a yes. The object is the insight throughout, so that whoever follows it hears of all.
PLANNED = Verb(
    "insights.insight.planned", _("{actor} planned what {object} asks for"), news=News.OF_THE_PLACE
)
PROGRESSED = Verb(
    "insights.insight.progressed", _("{actor} went on with what {object} asks for"), news=News.OF_THE_THING
)
SHIPPED = Verb(
    "insights.insight.shipped", _("{actor} delivered what {object} asked for"), news=News.OF_THE_PLACE
)
STOPPED = Verb(
    "insights.insight.stopped",
    _("{actor} stopped what {object} asked for, and said why"),
    news=News.OF_THE_PLACE,
)
MEASURED = Verb(
    "insights.insight.measured", _("{actor} measured what came of {object}"), news=News.OF_THE_PLACE
)
# What an insight rests on, and what it opens up.
HIGHLIGHTED = Verb("insights.highlight.made", _("{actor} picked words from {target}"))
VERIFIED = Verb("insights.highlight.verified", _("{actor} verified words picked from {target}"))
ATTACHED = Verb("insights.highlight.attached", _("{actor} put words under {target}"))
FRAMED = Verb("insights.opportunity.framed", _("{actor} saw an opportunity in {target}"))
LINKED = Verb("insights.opportunity.linked", _("{actor} put {object} to {target}"))
SETTLED = Verb("insights.opportunity.settled", _("{actor} settled the opportunity {object}"))
# The clock of the organisation.
FREED = Verb("insights.calendar.freed", _("{actor} changed the days on which nobody works"))
TIMED = Verb("insights.clock.set", _("{actor} changed how fast {context} is answered"))
