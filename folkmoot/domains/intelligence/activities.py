"""Everything that can happen to what the machine suggests."""

from django.utils.translation import gettext_lazy as _

from folkmoot.activity.vocabulary import News, Verb

CORRECTED = Verb(
    "intelligence.understanding.corrected", _("{actor} corrected what was understood of {object}")
)
NAMED = Verb("intelligence.theme.named", _("{actor} named {object}"))
MOVED = Verb("intelligence.member.moved", _("{actor} put {object} into {target}"))
FOUND = Verb("intelligence.themes.found", _("themes were found in {context}"))
STOPPED = Verb("intelligence.reading.stopped", _("{actor} stopped the reading of {context}"))
RESUMED = Verb("intelligence.reading.resumed", _("{actor} let the reading of {context} go on"))
GREW = Verb("intelligence.theme.grew", _("New voices joined {object}"), news=News.OF_THE_THING)
SPLIT = Verb(
    "intelligence.theme.split",
    _("A part of {object} is a theme of its own now: {target}"),
    news=News.OF_THE_THING,
)
MERGED = Verb(
    "intelligence.theme.merged", _("{object} and {target} are one theme now"), news=News.OF_THE_THING
)
UNMERGED = Verb("intelligence.theme.unmerged", _("{object} and {target} are two themes again"))
SET_ASIDE = Verb("intelligence.theme.set_aside", _("{actor} set {object} aside"))
TAKEN_UP = Verb("intelligence.theme.taken_up", _("{actor} took {object} up again"))
REJOINED = Verb("intelligence.theme.rejoined", _("{actor} put {object} back into {target}"))
PUT_BACK = Verb("intelligence.member.put_back", _("{actor} let {object} be where the model found it"))
ENCODER_STARTED = Verb("intelligence.encoder.started", _("All texts are being read by another model"))
ENCODER_STOPPED = Verb("intelligence.encoder.stopped", _("{actor} stopped the reading by another model"))
ENCODER_SERVING = Verb("intelligence.encoder.serving", _("Another model is in use"))
EXPORTED = Verb("intelligence.corrections.exported", _("{actor} took the corrections of {context} along"))
