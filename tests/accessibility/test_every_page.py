"""Every page, as those see it who see least and most: light on a desk and dark on a phone, nothing for axe to find."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.accessibility.conftest import EveryPage

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.slow]
LOOKS = [(0, 1280, "light"), (-1, 390, "dark")]


def findings(page: Page) -> list[str]:
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


@pytest.mark.parametrize(("at", "width", "scheme"), LOOKS)
def test_axe_finds_nothing(every_page: EveryPage, at: int, width: int, scheme: str) -> None:
    looked_at = every_page(at, viewport={"width": width, "height": 900}, color_scheme=scheme)
    wrong = [f"{name}: {found}" for name, page in looked_at for found in findings(page)]
    assert wrong == [], "\n".join(wrong)
