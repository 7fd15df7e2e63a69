"""The settings of an instance beside its peers: no limit of how often; all else as in production."""

from folkmoot.site.settings import *  # noqa: F403

LIMITS: dict[str, tuple[()]] = {}
FOLKMOOT_LIMITS = "benchmarks.peers_settings.LIMITS"
