"""Markdown: what people write, as sanitised HTML. Kept beside its source: this runs once, at writing."""

import html
import re
from html.parser import HTMLParser

import nh3
from django.utils.translation import gettext
from markdown_it import MarkdownIt

from folkmoot.kit.answers import Refused

MOST_BYTES = 20_000  # nh3 needs quadratic time in nested tags: 25 kB 32 ms, 500 kB 12.5 s
MOST_NESTED = 50

_HEADINGS = {f"h{n}" for n in range(1, 7)}
_BLOCKS = {"p", "div", "blockquote", "pre", "ul", "ol", "li", "hr", "br", "dl", "dt", "dd"}
_TABLES = {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
_WORDS = {
    "a", "strong", "b", "em", "i", "u", "s", "del", "ins", "sub", "sup", "code", "kbd", "q", "span",
    "mark",
}  # fmt: skip
# Blocks that people paste: they become div, lest words on both sides of their edge grow together. Never an element
# whose content is raw text (iframe, noscript, title ...): renamed, its text would turn into tags.
_TO_DIV = {
    "address", "article", "aside", "center", "details", "fieldset", "figcaption", "figure", "footer", "form",
    "header", "hgroup", "legend", "main", "nav", "section", "summary",
}  # fmt: skip
_KEPT = _HEADINGS | _BLOCKS | _TABLES | _WORDS
_VOID = {
    "br", "hr", "img", "input", "meta", "link", "wbr", "col", "area", "base", "embed", "source", "track",
    "param",
}  # fmt: skip
_CLOSES_ITSELF = {"p", "li", "dt", "dd", "tr", "td", "th", "option", "thead", "tbody", "tfoot"}
_RENAMED = re.compile(rf"<(/?)({'|'.join(sorted(_TO_DIV))})>")
_HEADING = re.compile(r"<(/?)h[1-6]>")
_EDGE = re.compile(r"</?(?:p|div|blockquote|pre|ul|ol|li|hr|br|d[ldt]|h[1-6]|table|caption|tr|t[hd])\b[^>]*>")

_reader = MarkdownIt("commonmark", {"html": False, "linkify": False, "maxNesting": 2 * MOST_NESTED}).enable(
    "table"
)


def render(text: str) -> str:
    """Sanitised HTML of this Markdown. HTML within it is shown as it was typed.

    Raises ``ValueError``, with a sentence for the writer, if it is over 20,000 bytes or nested over 50 deep.
    """
    _insist_on_size(text)
    try:
        made = _reader.render(text)
    except RecursionError:
        raise ValueError(_too_deep()) from None
    return sanitised(made)


def html_of(text: str) -> str:
    """The same, for what a person writes just now: too long or too deep is a readable :class:`Refused`."""
    try:
        return render(text)
    except ValueError as problem:
        raise Refused(str(problem)) from problem


def clean_html(source: str) -> str:
    """Sanitised HTML of HTML from elsewhere. Tags may go, words stay (scripts and style sheets are none).

    Raises ``ValueError``, with a sentence, if it is over 20,000 bytes or nested over 50 deep.
    """
    _insist_on_size(source)
    return sanitised(source)


def plain(source: str) -> str:
    """The words of sanitised HTML without its marks, in one line."""
    return " ".join(html.unescape(nh3.clean(_EDGE.sub(" ", source), tags=set())).split())


def words(source: str, most: int = 40) -> str:
    """The first words of sanitised HTML as plain text, with an ellipsis where there are more."""
    found = plain(source).split()
    return " ".join(found[:most]) + (" …" if len(found) > most else "")


def sanitised(source: str) -> str:
    if _depth(source) > MOST_NESTED:
        raise ValueError(_too_deep())
    clean = nh3.clean(
        source,
        tags=_KEPT | _TO_DIV,
        attributes={
            "a": {"href"},
            "ol": {"start"},
            "td": {"colspan", "rowspan"},
            "th": {"colspan", "rowspan"},
        },
        url_schemes={"http", "https", "mailto"},
        clean_content_tags={"script", "style"},
        link_rel="nofollow ugc noopener",
    )
    # What people wrote lies below the headings of the page: no h1 of theirs competes with its title.
    return _HEADING.sub(r"<\1h4>", _RENAMED.sub(r"<\1div>", clean))


def _insist_on_size(text: str) -> None:
    if len(text.encode(errors="replace")) > MOST_BYTES:
        raise ValueError(gettext("This text is too long: at most 20,000 bytes, some 3,000 words."))


def _too_deep() -> str:
    return gettext("This text is nested too deeply: at most 50 levels of lists, quotes and marks.")


class _Depth(HTMLParser):
    """How deep tags are nested at most. Without a closing tag the count is too high, never too low."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[str] = []
        self.most = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID or (tag in _CLOSES_ITSELF and self.open and self.open[-1] == tag):
            return
        self.open.append(tag)
        self.most = max(self.most, len(self.open))

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()


def _depth(source: str) -> int:
    depth = _Depth()
    depth.feed(source)
    depth.close()
    return depth.most
