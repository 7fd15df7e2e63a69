"""Everything that can happen to a person here."""

from django.utils.translation import gettext_lazy as _

from folkmoot.activity.vocabulary import Verb

ARRIVED = Verb("people.person.arrived", _("{actor} arrived"))
MADE_ADMINISTRATOR = Verb("people.person.made_administrator", _("{object} became an administrator"))
MERGED = Verb("people.person.merged", _("{target} was found to be {object}"))
PARTED = Verb("people.person.parted", _("{target} is not {object} after all"))
RENAMED = Verb("people.person.renamed", _("{actor} changed their name"))
