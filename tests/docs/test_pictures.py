"""Pictures of the documents: each shown is there, each there is shown and taken by the command, and all are small."""

import re

import pytest
from PIL import Image

from folkmoot.site import places

from .pictures import FOLDER, MOST_BYTES, SHOTS

KEPT = sorted(FOLDER.glob("*"))
SHOWN = re.compile(r"!\[[^\]]+\]\(([^)]*pictures/[\w.-]+)\)")


def shown() -> set[str]:
    """The names of all pictures that a page shows, with words for whoever does not see them."""
    pages = [places.ROOT / "README.md", *(places.ROOT / "docs").rglob("*.md")]
    found = [(page, target) for page in pages for target in SHOWN.findall(page.read_text())]
    for page, target in found:
        assert (page.parent / target).exists(), f"{page.name} shows {target}, which is not there."
    return {target.rpartition("/")[2] for _, target in found}


def test_what_is_shown_is_kept_and_taken_by_the_command():
    assert shown() == {picture.name for picture in KEPT} == {shot.file for shot in SHOTS}


def test_they_are_few():
    assert len(KEPT) <= 12


@pytest.mark.parametrize("picture", KEPT, ids=lambda picture: picture.name)
def test_a_picture_is_small_and_as_wide_as_it_was_taken(picture):
    [shot] = [shot for shot in SHOTS if shot.file == picture.name]
    assert picture.stat().st_size <= MOST_BYTES
    assert Image.open(picture).width == shot.width
