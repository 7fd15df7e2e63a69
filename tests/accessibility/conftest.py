"""One furnished instance for all of these tests, and a browser for each of its people."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page

from folkmoot.site.launch.grounds import copied_to
from folkmoot.site.launch.testing import Running, running_instance, temporary_folder
from tests.journeys.conftest import browser, come_in, told

__all__ = ["browser"]  # the browser of the journeys

Come = Callable[..., Page]
EveryPage = Callable[..., Iterator[tuple[str, Page]]]


@dataclass
class World:
    """A running instance with something on every page: the ways in, and who sees which page."""

    site: Running
    links: dict[str, str]
    pages: dict[str, list[str]]
    #: Who is signed in already, by name: what their browser keeps.
    kept: dict[str, object] = field(default_factory=dict)

    def by_person(self, at: int) -> dict[str, list[str]]:
        """Each page once: as the first of those who see it (0), mostly a visitor, or as the last (-1)."""
        found: dict[str, list[str]] = defaultdict(list)
        for address, seen_by in self.pages.items():
            found[seen_by[at]].append(address)
        return found


@pytest.fixture(scope="session")
def world() -> Iterator[World]:
    with (
        temporary_folder() as folder,
        running_instance(copied_to(folder / "var"), "--no-demo") as running,
    ):
        furnished = told(running, "from tests.accessibility import walk\nwalk.tell()", seconds=180)
        yield World(running, **furnished)


@pytest.fixture
def come(browser: Browser, world: World) -> Iterator[Come]:
    """A fresh browser of somebody by name, or of a visitor; options as for a context of Playwright.
    An error in a script of a page fails the test.
    """
    complaints: list[str] = []
    contexts = []

    def come(who: str = "visitor", **options: object) -> Page:
        settings = {"viewport": {"width": 1280, "height": 900}} | options
        if who in world.kept:
            settings["storage_state"] = world.kept[who]
        contexts.append(context := browser.new_context(base_url=world.site.url, **settings))
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        if who != "visitor" and who not in world.kept:
            come_in(page, world.links[who])
            world.kept[who] = context.storage_state()
        return page

    yield come
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def every_page(come: Come, world: World) -> EveryPage:
    """All pages, each opened by one of those who see it (``World.by_person``): its name for a report, and the page."""

    def every_page(at: int = -1, **options: object) -> Iterator[tuple[str, Page]]:
        for who, addresses in world.by_person(at).items():
            page = come(who, **options)
            for address in addresses:
                page.goto(address)
                yield f"{address} ({who})", page

    return every_page
