"""What was made lately is there while there is room: what was wanted last goes last."""

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.kit.lately import Lately


def test_the_longest_unused_goes_first_and_what_is_large_is_never_kept():
    shelf: Lately[bytes] = Lately(most=64)
    for number in range(16):
        shelf.put(number, b"1234", 4)
    assert shelf.get(0)
    shelf.put(16, b"1234", 4)
    assert shelf.get(1) is None
    assert shelf.get(0)
    assert shelf.size == 64
    shelf.put("large", b"x" * 5, 5)
    assert shelf.get("large") is None


@given(st.lists(st.tuples(st.text(max_size=3), st.text(max_size=20)), max_size=60))
def test_it_never_holds_more_than_it_may(made):
    lately: Lately[str] = Lately(most=200)
    for name, text in made:
        before = lately.get(name)
        lately.put(name, text, len(text))
        assert lately.size == sum(size for _made, size in lately._made.values()) <= 200
        assert lately.get(name) == (text if len(text) <= 200 // 16 else before)
