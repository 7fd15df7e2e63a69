"""What people write is shown safely, and no word of it is lost."""

import html
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.kit import markdown

BAD = [
    "<iframe><img src=x onerror=alert(1)></iframe>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<noembed><script>alert(1)</script></noembed>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<title><img src=x onerror=alert(1)></title>",
    "<select><option><img src=x onerror=alert(1)></option></select>",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<svg onload=alert(1)>",
    "<p style='position:fixed'>x</p>",
    "<iframe src='//evil.example'></iframe>",
    "<form action='//evil.example'><input name=q></form>",
    "<math><mtext><table><mglyph><style><img src onerror=alert(1)>",
    "<a href='data:text/html,x'>x</a>",
    "<p id='main' class='button' onclick='x()'>x</p>",
]


@pytest.mark.parametrize("bad", BAD)
def test_nothing_that_acts_survives(bad: str) -> None:
    clean = markdown.clean_html(bad)
    clean = re.sub(r"&lt;.*?&gt;", "", clean)  # what is shown as text does not act
    forbidden = ("<script", "<img", "onerror", "onload", "onclick", "javascript:", "<svg", "<iframe",
                 "style=", "<form", "<input", "data:", "id=", "class=", "<style")  # fmt: skip
    assert not [part for part in forbidden if part in clean.lower()]


@pytest.mark.parametrize("bad", BAD)
def test_html_within_markdown_is_shown_as_it_was_typed(bad: str) -> None:
    assert html.unescape(_text(markdown.render(bad))).split() == bad.split()


def test_links_pass_on_no_trust() -> None:
    for made in (
        markdown.render("[us](https://a.example)"),
        markdown.clean_html("<a href='https://a.example'>us</a>"),
    ):
        assert '<a href="https://a.example" rel="nofollow ugc noopener">us</a>' in made


def test_a_link_that_acts_stays_text() -> None:
    assert "<a" not in markdown.render("[x](javascript:alert(1))")


def test_headings_of_people_lie_below_those_of_the_page() -> None:
    assert markdown.render("# Mine") == "<h4>Mine</h4>\n"
    assert markdown.clean_html("<h1>Mine</h1>") == "<h4>Mine</h4>"


def test_markdown_becomes_what_it_means() -> None:
    made = markdown.render("**bold** and _soft_\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    assert "<strong>bold</strong>" in made
    assert made.count("<li>") == 2
    assert made.count("<td>") == 2


@pytest.mark.parametrize("read", [markdown.render, markdown.clean_html])
def test_a_long_text_is_refused_with_a_sentence(read: "type[markdown.render]") -> None:
    assert read("ä" * 10_000)
    with pytest.raises(ValueError, match="too long"):
        read("ä" * 10_001)


def test_deep_nesting_is_refused_before_it_costs() -> None:
    assert markdown.clean_html("<div>" * 50)  == "<div>" * 50 + "</div>" * 50  # fmt: skip
    for deep in ("<div>" * 51, "<b>" * 6000, "<p><b>" * 60):
        with pytest.raises(ValueError, match="too deeply"):
            markdown.clean_html(deep)
    for deep in (">" * 60 + " x", ">" * 19_000 + " x", "*a **b " * 1500 + "c** d*" * 1500):
        with pytest.raises(ValueError, match="too deeply"):
            markdown.render(deep)


def test_paragraphs_and_points_without_end_are_not_deep() -> None:
    assert markdown.clean_html("<p>x" * 200).count("<p>") == 200
    assert markdown.clean_html("<ul>" + "<li>x" * 200).count("<li>") == 200
    assert markdown.clean_html("x<br>" * 200).count("<br>") == 200


WORD = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=8)
TAGS = ["p", "div", "b", "i", "section", "article", "ul", "li", "h1", "h3", "blockquote", "font", "span",
        "center", "figcaption", "header", "footer", "big", "u", "main", "nav", "label"]  # fmt: skip
TREE = st.recursive(
    WORD,
    lambda inner: st.tuples(st.sampled_from(TAGS), st.lists(inner, min_size=1, max_size=4)),
    max_leaves=25,
)
BLOCKS = {"p", "div", "section", "article", "ul", "li", "h1", "h3", "blockquote", "center", "figcaption",
          "header", "footer", "main", "nav"}  # fmt: skip


def _markup(tree: object) -> str:
    if isinstance(tree, str):
        return html.escape(tree) + " "
    tag, inner = tree  # type: ignore[misc]
    return f"<{tag}>{''.join(map(_markup, inner))}</{tag}>"


def _words(tree: object) -> list[str]:
    if isinstance(tree, str):
        return tree.split()
    return [word for one in tree[1] for word in _words(one)]  # type: ignore[index]


@given(TREE)
def test_no_word_is_lost_when_html_comes_in(tree: object) -> None:
    assert _text(markdown.clean_html(_markup(tree))).split() == _words(tree)


@given(st.lists(st.tuples(st.sampled_from(sorted(BLOCKS)), WORD), min_size=1, max_size=12))
def test_words_of_two_blocks_do_not_grow_together(blocks: list[tuple[str, str]]) -> None:
    source = "".join(f"<{tag}>{html.escape(word)}</{tag}>" for tag, word in blocks)
    plain = markdown.words(markdown.clean_html(source), most=1000)
    assert plain.split() == [part for _, word in blocks for part in word.split()]


@given(st.text(max_size=300))
def test_any_text_can_be_written_and_what_was_cleaned_stays_clean(text: str) -> None:
    made = markdown.render(text)
    assert markdown.clean_html(made) == made


SOUP = st.lists(
    st.sampled_from(
        ["<iframe>", "</iframe>", "<noscript>", "</noscript>", "<style>", "</style>", "<xmp>", "<textarea>", "<title>",
         "<math>", "<mtext>", "<mglyph>", "<svg>", "<desc>", "<table>", "<td>", "<a href='x", "'>", "<p title=\"", '">',
         "<section>", "</section>", "<h1>", "</h1>", "<b>", "</p>", "<!--", "-->", "<img src onerror=x()>", "&lt;", "w",
         "<select>", "<option>", "<template>", "<plaintext>", "<noembed>", "<noframes>", "<form>", "<details>"]
    ),
    max_size=14,
)  # fmt: skip


@given(SOUP)
def test_what_was_cleaned_holds_nothing_new_for_the_next_reader(soup: list[str]) -> None:
    clean = markdown.clean_html("".join(soup))
    again = markdown.clean_html(clean)
    assert set(re.findall(r"<(\w+)", again)) == set(re.findall(r"<(\w+)", clean))
    assert _text(again) == _text(clean)
    assert not re.search(r"<(?:img|script|style|iframe|svg|math)\b", clean)


def test_an_excerpt_is_short_and_plain() -> None:
    assert markdown.words("<p>One &amp; two</p><p>three <b>four</b></p>", 3) == "One & two …"
    assert markdown.words("<p>One</p><p>two</p>", 3) == "One two"


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def _text(source: str) -> str:
    reader = _Text()
    reader.feed(source)
    reader.close()
    return "".join(reader.parts)
