"""Everything that can happen to an idea."""

from django.utils.translation import gettext_lazy as _

from folkmoot.activity.vocabulary import Kind, Verb

PUBLISHED = Verb("ideas.idea.published", _("{actor} published {object}"), Kind.CONTRIBUTION)
REVISED = Verb("ideas.idea.revised", _("{actor} wrote a new version of {object}"), Kind.CONTRIBUTION)
SUPPORTED = Verb("ideas.idea.supported", _("{actor} supports {object}"), Kind.REACTION)
UNSUPPORTED = Verb("ideas.idea.unsupported", _("{actor} no longer supports {object}"), Kind.REACTION)
WITHDRAWN = Verb("ideas.idea.withdrawn", _("{actor} withdrew {object}"))
MOVED = Verb("ideas.idea.moved", _("{object} moved on"))
UPDATED = Verb("ideas.idea.updated", _("{object} changed where it came from"))
