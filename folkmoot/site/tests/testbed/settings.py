"""The real settings with one more room."""

from folkmoot.site.settings import *  # noqa: F403
from folkmoot.site.settings import INSTALLED_APPS as ROOMS

INSTALLED_APPS = [*ROOMS, "folkmoot.site.tests.testbed"]
ROOT_URLCONF = "folkmoot.site.tests.testbed.urls"
