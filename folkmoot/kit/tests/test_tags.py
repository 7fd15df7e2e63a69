"""Small pieces of HTML: addresses are those that Django finds, and attributes are escaped."""

import pytest
from django.urls import NoReverseMatch, reverse

from folkmoot.kit import tags


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("home", ()),
        ("ideas:detail", (7,)),
        ("ideas:detail", (0,)),
        ("ideas:detail", (2**63 - 1,)),
        ("ideas:picture", (7, 8)),
        ("moderation:flag", ("ideas.idea", 7)),
        ("ideas:index_of", ("garden",)),
    ],
)
def test_an_address_is_the_one_that_django_finds(name, args):
    assert tags.url(name, *args) == reverse(name, args=args)
    assert tags.url(name, *args) == reverse(name, args=args), "Nor does it change when it is known."


@pytest.mark.parametrize("args", [(), (-1,), ("seven",), (True,)])
def test_what_leads_nowhere_is_an_error(args):
    with pytest.raises(NoReverseMatch):
        tags.url("ideas:detail", *args)


def test_attributes_are_escaped_and_what_is_nothing_goes():
    given = {"hx_post": '/"x"', "hidden": True, "id": "", "title": None, "open": False}
    assert tags.attributes(given) == ' hx-post="/&#34;x&#34;" hidden'


def test_a_button_looks_as_it_is_told_to():
    assert tags.button_classes("main", True) == "button button--main button--small"
    assert tags.button_classes("", False) == "button"
