"""Everything that can happen in privacy."""

from django.utils.translation import gettext_lazy as _

from folkmoot.activity.vocabulary import Verb

GIVEN = Verb("privacy.consent.given", _("{actor} agreed to {object}"))
WITHDRAWN = Verb("privacy.consent.withdrawn", _("{actor} no longer agrees to {object}"))
ASKED = Verb("privacy.erasure.asked", _("{actor} wants to leave"))
STAYED = Verb("privacy.erasure.taken_back", _("{actor} stays"))
ERASED = Verb("privacy.erasure.done", _("{actor}"))
