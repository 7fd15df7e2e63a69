"""What people aim at, as the stream tells it."""

from django.utils.translation import gettext_lazy as _

from folkmoot.activity.vocabulary import Verb

AIMED = Verb("metrics.target.aimed", _("{actor} set what {context} aims at"))
