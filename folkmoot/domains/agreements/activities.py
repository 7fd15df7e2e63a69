"""Everything that can happen to an agreement."""

from django.utils.translation import gettext_lazy as _

from folkmoot.activity.vocabulary import Verb

PUBLISHED = Verb("agreements.edition.published", _("{actor} published a new version of {object}"))
