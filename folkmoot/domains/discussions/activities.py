"""Everything that can happen in a discussion."""

from django.utils.translation import gettext_lazy as _

from folkmoot.activity.vocabulary import Kind, Verb

POSTED = Verb("discussions.comment.posted", _("{actor} said something about {target}"), Kind.CONTRIBUTION)
TAKEN_BACK = Verb("discussions.comment.taken_back", _("{actor} took back what they said about {target}"))
ANSWERED = Verb("discussions.subject.answered", _("{actor} answered {object}"))
