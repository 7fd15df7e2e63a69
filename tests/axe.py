"""axe finds in a page what keeps people out. Only that is told: what is right would take most of its time."""

from collections.abc import Sequence
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

#: The rules on which the colours of a page bear; all others say in the dark what they say in the light.
OF_COLOURS = ("color-contrast", "link-in-text-block")


def violations(page: Page, *, only: Sequence[str] = ()) -> list[dict[str, Any]]:
    """What axe finds wrong, by all its rules or only some, named by their ids."""
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if only:
        options["runOnly"] = list(only)
    return Axe().run(page, options=options).response["violations"]
