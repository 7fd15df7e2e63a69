"""Everything that can happen to what the machine suggests."""

from django.utils.translation import gettext_lazy as _

from folkmoot.activity.vocabulary import Verb

CORRECTED = Verb(
    "intelligence.understanding.corrected", _("{actor} corrected what was understood of {object}")
)
NAMED = Verb("intelligence.theme.named", _("{actor} named {object}"))
MOVED = Verb("intelligence.member.moved", _("{actor} put {object} into {target}"))
FOUND = Verb("intelligence.themes.found", _("themes were found in {context}"))
