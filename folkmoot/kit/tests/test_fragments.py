"""A fragment is made once of equal values, and never of others: no other reader's, no older state, no other's token."""

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import timezone, translation
from markupsafe import Markup

from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.ideas.models import Idea
from folkmoot.kit import fragments
from folkmoot.kit.answers import Answer
from folkmoot.kit.fragments import kept
from folkmoot.kit.tokens import OPEN, Token, left_open


class Macro:
    """What jinja calls a macro, as far as this kit knows it; it counts how often it was run."""

    def __init__(self, source: str) -> None:
        made = (
            engines["jinja2"].env.from_string("{% macro shown() %}" + source + "{% endmacro %}").module.shown
        )
        self.macro, self._func, self.runs = made, made._func, 0

    def __call__(self, *values):
        self.runs += 1
        return self.macro(*values)


@pytest.fixture(autouse=True)
def _nothing_is_kept_yet():
    fragments.shelf.clear()


def token() -> Token:
    return Token(RequestFactory().get("/"))


def test_it_is_made_once_of_equal_values():
    macro = Macro("{{ varargs[0] }} and {{ varargs[1] }}")
    assert [kept(macro, "tea", 1), kept(macro, "tea", 1), kept(macro, "tea", 2)] == [
        "tea and 1",
        "tea and 1",
        "tea and 2",
    ]
    assert macro.runs == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<b>", Markup("<b>")),
        (True, 1),
        (None, ""),
        (("a", "b"), ("ab",)),
        (("a", Markup("<i>")), ("a", "<i>")),
        (Answer("No."), Answer("Not yet.")),
    ],
)
def test_what_is_equal_and_looks_different_is_made_anew(one, other):
    macro = Macro("{{ varargs[0] }}")
    assert kept(macro, one) == macro(one)
    assert kept(macro, other) == macro(other)


def test_two_macros_share_nothing():
    assert kept(Macro("a {{ varargs[0] }}"), 1) != kept(Macro("b {{ varargs[0] }}"), 1)


def test_each_language_and_each_time_zone_has_its_own():
    macro = Macro("{{ _('Support') }} {{ varargs[0] }}")
    kept(macro, 1)
    with translation.override("es"):
        kept(macro, 1)
        with timezone.override("Asia/Tokyo"):
            kept(macro, 1)
            kept(macro, 1)
    assert macro.runs == 3


def test_each_reader_has_the_token_of_their_own_page():
    macro = Macro("<form>{{ varargs[0] }}</form>")
    one, other = token(), token()
    assert kept(macro, one) == f"<form>{one}</form>"
    assert kept(macro, other) == f"<form>{other}</form>"
    assert one.field != other.field
    assert macro.runs == 1


def test_in_a_page_that_is_kept_for_strangers_the_token_stays_open():
    open_one = token()
    with left_open(open_one.request):
        assert OPEN in kept(Macro("{{ varargs[0] }}"), open_one)
    assert OPEN not in kept(Macro("{{ varargs[0] }}"), token())


def test_a_value_that_nobody_can_compare_is_refused():
    with pytest.raises(TypeError, match="list"):
        kept(Macro("{{ varargs[0] }}"), ["a"])


def read(idea) -> Idea:
    return Idea.objects.with_names().get(pk=idea.pk)


def test_a_thing_is_known_by_all_that_was_read_of_it(garden, ada, ben):
    macro = Macro("{{ varargs[0].title }}, {{ varargs[0].support_count }}, {{ varargs[0].author.name }}")
    idea = ideas.publish(ideas.draft(garden, by=ada, title="A tap", body="x"), by=ada)
    assert kept(macro, read(idea)) == kept(macro, read(idea)) == "A tap, 0, Ada"
    assert macro.runs == 1
    ideas.support(idea, by=ben)
    assert kept(macro, read(idea)) == "A tap, 1, Ada"
    type(ada).objects.filter(pk=ada.pk).update(name="Ada L.")
    assert kept(macro, read(idea)) == "A tap, 1, Ada L."


def test_what_is_very_long_is_not_kept():
    macro = Macro("{{ varargs[0] }}")
    for _time in range(2):
        kept(macro, "x" * (fragments.MOST // 16))
    assert macro.runs == 2
