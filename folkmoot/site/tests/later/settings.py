"""The real settings with one more room, as a newer version would have."""

from folkmoot.site.settings import *  # noqa: F403
from folkmoot.site.settings import INSTALLED_APPS as ROOMS

INSTALLED_APPS = [*ROOMS, "folkmoot.site.tests.later"]
