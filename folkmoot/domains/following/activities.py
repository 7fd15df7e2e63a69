"""Following as the stream tells it."""

from django.utils.translation import gettext_lazy as _

from folkmoot.activity.vocabulary import Kind, Verb

FOLLOWED = Verb("following.thing.followed", _("{actor} follows {object}"), Kind.PASSIVE)
UNFOLLOWED = Verb("following.thing.unfollowed", _("{actor} no longer follows {object}"), Kind.PASSIVE)
