"""The real settings with a room whose migrations break down in the middle."""

from folkmoot.site.settings import *  # noqa: F403
from folkmoot.site.settings import INSTALLED_APPS as ROOMS

INSTALLED_APPS = [*ROOMS, "folkmoot.site.tests.failing"]
