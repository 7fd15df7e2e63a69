"""Everything that can happen to an import."""

from django.utils.translation import gettext_lazy as _

from folkmoot.activity.vocabulary import Verb

STARTED = Verb("channels.import.started", _("{actor} started an import into {context}"))
ARRIVED = Verb("channels.import.arrived", _("voices arrived in {context}"))
STOPPED = Verb("channels.import.stopped", _("{actor} stopped {object}"))
RESUMED = Verb("channels.import.resumed", _("{actor} resumed {object}"))
FINISHED = Verb("channels.import.finished", _("{object} is finished"))
FAILED = Verb("channels.import.failed", _("{object} could not be read"))
UNDONE = Verb("channels.import.undone", _("{actor} undid {object}: what it brought was taken out again"))
TAKEN = Verb("channels.conflict.taken", _("{actor} took what {object} says where it came from"))
KEPT = Verb("channels.conflict.kept", _("{actor} kept {object} as it is here"))
CLAIMED = Verb("channels.author.claimed", _("{actor} says that they are {object}"))
CONFIRMED = Verb("channels.author.confirmed", _("{actor} confirmed that {target} is {object}"))
REFUSED = Verb("channels.author.refused", _("{actor} could not confirm that {target} is {object}"))
