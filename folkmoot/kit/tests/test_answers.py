"""A no has a reason."""

import pytest
from django.utils.translation import gettext_lazy

from folkmoot.kit.answers import YES, Answer, Refused, unless


def test_yes_is_true_and_lets_everybody_through() -> None:
    assert YES
    YES.insist()


def test_no_is_false_and_is_raised_with_its_reason() -> None:
    no = Answer(gettext_lazy("The vote is closed."))
    assert not no
    with pytest.raises(Refused, match="The vote is closed."):
        no.insist()


def test_the_first_objection_that_holds_gives_the_reason() -> None:
    assert unless((False, "one"), (True, "two"), (True, "three")).because == "two"
    assert unless((False, "one")) is YES
