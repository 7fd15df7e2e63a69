"""What how-tos call by its name is called so: words in italics that begin with a capital stand on a page of ours."""

import re

import pytest

from folkmoot.site import catalogues, places

HOW_TOS = sorted((places.ROOT / "docs" / "how-to").glob("*.md"))
CALLED = re.compile(r"(?<![\w*])\*([A-Z][^*\n]*(?:\n[^*\n]+)?)\*(?![\w*])")
#: Not of ours: a system and a button that a page makes up.
OF_OTHERS = {"Noticeboard", "Offer"}


@pytest.fixture(scope="module")
def words() -> str:
    """All that pages say, one message a line, without places to fill."""
    said = [one.id if isinstance(one.id, str) else one.id[0] for one in catalogues.words() if one.id]
    return "\n".join(re.sub(r"%\(\w+\)[sd]", "", message).strip() for message in said) + "\n"


@pytest.mark.parametrize("page", HOW_TOS, ids=lambda page: page.stem)
def test_what_is_named_is_on_a_page(page, words):
    text = re.sub(r"^```.*?^```$", "", page.read_text(), flags=re.MULTILINE | re.DOTALL)
    named = {" ".join(name.split()).rstrip("….") for name in CALLED.findall(text)} - OF_OTHERS
    missing = sorted(
        name for name in named if not re.search(rf"^{re.escape(name.strip())}", words, re.MULTILINE)
    )
    assert missing == [], f"{page.name} names what no page says."
