"""The settings of an instance under load: nobody is asked to wait, so that only faults refuse."""

from folkmoot.site.settings import *  # noqa: F403

LIMITS: dict[str, tuple[()]] = {}
FOLKMOOT_LIMITS = "tests.faults.settings.LIMITS"
# An answer is made at once: what is asked here is whether it is made once, not how long it may be taken back.
FOLKMOOT_UNDO_MINUTES = 0
