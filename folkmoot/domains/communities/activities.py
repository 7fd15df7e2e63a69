"""Everything that can happen in a community as such."""

from django.utils.translation import gettext_lazy as _

from folkmoot.activity.vocabulary import Kind, Verb

FOUNDED = Verb("communities.community.founded", _("{actor} founded {object}"))
OPENED = Verb("communities.community.opened", _("{actor} opened {object} to all"))
CLOSED = Verb("communities.community.closed", _("{actor} closed {object}: it is by invitation now"))
SET_UP = Verb("communities.programme.set_up", _("{actor} set up the programme {object}"))
RENAMED = Verb("communities.programme.renamed", _("{actor} renamed the programme {object}"))
JOINED = Verb("communities.community.joined", _("{actor} joined {object}"), Kind.PASSIVE)
LEFT = Verb("communities.community.left", _("{actor} left {object}"), Kind.PASSIVE)
INVITED = Verb("communities.community.invited", _("{actor} invited somebody to {object}"))
BLOCKED = Verb("communities.community.blocked", _("{target} may read {object}, but not take part for now"))
UNBLOCKED = Verb("communities.community.unblocked", _("{target} may take part in {object} again"))
BANNED = Verb("communities.person.banned", _("{object} may read, but not take part anywhere for now"))
UNBANNED = Verb("communities.person.unbanned", _("{object} may take part again"))
APPOINTED = Verb("communities.community.appointed", _("{actor} gave {target} a role in {object}"))
