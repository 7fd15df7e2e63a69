"""Everything that can happen to an import."""

from django.utils.translation import gettext_lazy as _

from folkmoot.activity.vocabulary import Verb

STARTED = Verb("channels.import.started", _("{actor} started an import into {context}"))
ARRIVED = Verb("channels.import.arrived", _("voices arrived in {context}"))
FINISHED = Verb("channels.import.finished", _("{object} is finished"))
FAILED = Verb("channels.import.failed", _("{object} could not be read"))
