"""The settings of an instance under load: nobody is asked to wait, so that only faults refuse."""

from folkmoot.site.settings import *  # noqa: F403

LIMITS: dict[str, tuple[()]] = {}
FOLKMOOT_LIMITS = "tests.faults.settings.LIMITS"
