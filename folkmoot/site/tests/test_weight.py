"""Weight: what a first visit loads, packed as it is sent; in how many requests."""

import gzip
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings

from folkmoot.domains.ideas.models import Idea
from folkmoot.site import actions, brand, demo, known
from folkmoot.site.brand import Look

HOUSE = Path(demo.__file__).parents[1]
MOST_BYTES, MOST_REQUESTS = 60_000, 5


@pytest.fixture
def collected(tmp_path):
    storages = {"staticfiles": {"BACKEND": "folkmoot.kit.assets.JoinedStorage"}}
    with override_settings(STATIC_ROOT=str(tmp_path), STORAGES=storages, DEBUG=False):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield tmp_path
    brand.style_of.cache_clear()


@pytest.fixture(params=["as the house came", "with a brand"])
def place(demo_world, db, own_look, collected, request):
    """The demo world, plain or with a colour of its own."""
    if request.param == "with a brand":
        from folkmoot.domains.people.models import Person  # noqa: PLC0415

        root = Person.objects.get(email="root@brightwater.example")
        actions.rebrand(by=root, look=Look(name="Brightwater", colour="#8a1c5c", welcome="Water. " * 50))
    known.forget()
    return collected


def loads(client, place: Path, path: str) -> dict[str, int]:
    """Every address that a browser asks for, and how many bytes come."""
    sent = client.get(path, headers={"Accept-Encoding": "gzip"}).content
    page = gzip.decompress(sent).decode()
    asked = re.findall(
        r'<(?:link rel="(?:stylesheet|icon)"[^>]*href|script[^>]*src|img[^>]*src|use href)="([^"#]+)', page
    )
    return {path: len(sent)} | {address: weight(client, place, address) for address in set(asked)}


def weight(client, place: Path, address: str) -> int:
    if address.startswith("/static/"):
        return len(gzip.compress((place / address.removeprefix("/static/")).read_bytes(), 5))
    answer = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    return len(answer.content)


def test_a_first_visit_is_light(place, client):
    idea = Idea.objects.get(title__startswith="Half price")
    for path in ("/", "/ideas/", idea.get_absolute_url()):
        loaded = loads(client, place, path)
        assert len(loaded) <= MOST_REQUESTS, loaded
        assert sum(loaded.values()) <= MOST_BYTES, loaded


def test_all_css_together_stays_under_45_kilobytes():
    assert sum(file.stat().st_size for file in HOUSE.rglob("static/**/*.css")) < 45_000
