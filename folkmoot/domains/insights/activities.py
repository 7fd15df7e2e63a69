"""Everything that can happen to an insight."""

from django.utils.translation import gettext_lazy as _

from folkmoot.activity.vocabulary import Verb

MADE = Verb("insights.insight.made", _("{actor} made the insight {object}"))
GIVEN = Verb("insights.insight.given", _("{actor} gave {object} to {target} to answer"))
ANSWERED = Verb("insights.insight.answered", _("{actor} answered {object}"))
