"""Attacks from beneath: what is installed, and what an error tells."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from .attacking import text_of

ROOT = Path(__file__).parents[3]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


def packages(lock: Path) -> list[str]:
    """One text for each requirement, with the lines that belong to it."""
    lines = [line for line in lock.read_text().splitlines() if not line.lstrip().startswith("#")]
    return [one for one in re.split(r"\n(?=\S)", "\n".join(lines)) if one.strip()]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_49_every_package_is_pinned_to_its_hashes(lock):
    found = packages(lock)
    assert found
    assert [one for one in found if not re.match(r"[\w.-]+(\[[\w,-]+\])?==\S+", one)] == []
    assert [one for one in found if "--hash=sha256:" not in one] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_49_no_package_comes_from_a_place_of_its_own(lock):
    assert (
        re.findall(r"https?://\S+|--(?:extra-)?index-url|--find-links|git\+|@ file", lock.read_text()) == []
    )


def test_49_what_is_installed_fits_together():
    done = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True, check=False)
    told = [
        line
        for line in done.stdout.splitlines()
        if "sentence-transformers" not in line and "transformers" not in line
    ]
    assert [line for line in told if "requires" in line or " has requirement " in line] == []


def test_49_nothing_is_loaded_from_elsewhere_by_a_page_or_a_file_of_ours():
    """Nor downloaded at run time: no address of another place in a template, a script or a style sheet."""
    files = [
        f
        for kind in ("html", "css", "js")
        for f in (ROOT / "folkmoot").rglob(f"*.{kind}")
        if "tests" not in f.parts
    ]
    loads = re.compile(
        r"""(?:src|href)=["']https?://|url\(["']?https?://|import .*["']https?://|fetch\(["']https?://"""
    )
    assert files
    assert [str(file) for file in files if loads.search(file.read_text())] == []


def test_37_nobody_develops_in_public_unless_they_say_so():
    assert settings.DEBUG is False


@pytest.mark.parametrize(
    "address", ["/nothing/", "/ideas/999999/", "/ideas/x/", "/static/nothing.css", "/ideas/1/publish/"]
)
def test_37_an_error_tells_nothing_of_the_inside(db, client, address):
    client.raise_request_exception = False
    text = text_of(client.get(address)) + str(client.get(address).headers)
    for inside in (
        "Traceback",
        "urlpatterns",
        "settings.",
        str(ROOT),
        "psycopg",
        "Django",
        "granian",
        "Python/",
    ):
        assert inside not in text


def test_37_an_error_of_ours_tells_nothing_of_the_inside(db, client, monkeypatch):
    secret = "postgres://folkmoot:hunter2@inside/"

    def broken(*_args, **_options):
        raise RuntimeError(secret)

    monkeypatch.setattr("folkmoot.domains.ideas.views.reading.fill_together", broken)
    client.raise_request_exception = False
    answer = client.get("/ideas/")
    assert answer.status_code == 500
    assert "hunter2" not in answer.text
    assert "Traceback" not in answer.text
