"""What the telling itself leaves in the stream."""

from django.utils.translation import gettext_lazy as _

from folkmoot.activity.vocabulary import Verb

TOLD = Verb("notices.round.told", _("everybody behind {object} was told"))
