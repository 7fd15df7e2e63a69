"""Webhooks do not go along: their secrets are sealed for this place, and two places must not tell one system."""

from folkmoot.kit.archives import stays_behind

for _label in ("webhooks.webhook", "webhooks.dispatch", "webhooks.attempt"):
    stays_behind(_label, why="sealed for this place, and told by it alone; registered anew elsewhere")
