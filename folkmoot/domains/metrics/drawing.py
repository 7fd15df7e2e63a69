"""Drawing, in the worker only: Vega-Altair and vl-convert cost some 90 MB, and a child forked after them hangs.

The colours of a drawing are those of the page that shows it: tokens by name, taken by presentation attributes.
"""

from typing import Any
from xml.etree import ElementTree

import altair as alt
import vl_convert

from .pictures import Picture

ACCENT, LINE, MUTED = "var(--color-accent)", "var(--color-line)", "var(--color-muted)"
WIDTH, HEIGHT = 280, 120
AXES: dict[str, dict[str, Any]] = {
    "people": {"format": "d", "tickMinStep": 1},
    "things": {"format": "d", "tickMinStep": 1},
    "days": {},
    "share": {"format": "%"},
}
TAGS = {"svg", "g", "path", "line", "rect", "circle", "text"}
ATTRIBUTES = {
    "viewBox", "width", "height", "transform", "d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "fill",
    "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "stroke-linejoin",
    "stroke-linecap", "stroke-miterlimit", "opacity", "text-anchor", "display",
}  # fmt: skip
SVG = "{http://www.w3.org/2000/svg}"


def draw(picture: Picture) -> str:
    """The picture as SVG that may stand in a page: shapes and words only."""
    chart = _course(picture) if picture.kind == "course" else _curve(picture)
    # No address is allowed: nothing is ever loaded from elsewhere.
    return sanitised(vl_convert.vegalite_to_svg(chart.to_dict(), allowed_base_urls=[]))


def _course(picture: Picture) -> Any:
    x = alt.X("x:T", title=None, axis=alt.Axis(grid=False, format="%b %y", tickCount=4, labelFlush=True))
    base = alt.Chart(_data(picture)).encode(x=x)
    band = base.mark_area(color=ACCENT, opacity=0.18).encode(y=_y(picture, "low"), y2="high:Q")
    line = base.mark_line(color=ACCENT, strokeWidth=2).encode(y=_y(picture, "value"))
    dots = base.mark_circle(color=ACCENT, opacity=1, size=16).encode(y=_y(picture, "dot"))
    return _dressed(band + line + dots)


def _curve(picture: Picture) -> Any:
    x = alt.X("x:Q", title=None, axis=alt.Axis(grid=False, tickCount=5, labelFlush=True))
    base = alt.Chart(_data(picture)).encode(x=x)
    band = base.mark_area(color=ACCENT, opacity=0.18, interpolate="step-after")
    line = base.mark_line(color=ACCENT, strokeWidth=2, interpolate="step-after")
    return _dressed(band.encode(y=_y(picture, "low"), y2="high:Q") + line.encode(y=_y(picture, "value")))


def _data(picture: Picture) -> Any:
    """An interval without an upper end goes on to the top."""
    top = max((number for row in picture.rows for number in row[1:] if number is not None), default=1)
    values = [None, *(row[1] for row in picture.rows), None]
    rows = [
        {
            "x": x,
            "value": value,
            "low": low,
            "high": top if high is None and low is not None else high,
            # A dot where a line begins or ends: a number alone has no line.
            "dot": value if before is None or after is None else None,
        }
        for (x, value, low, high), before, after in zip(picture.rows, values, values[2:], strict=False)
    ]
    return alt.InlineData(values=rows)


def _y(picture: Picture, name: str) -> alt.Y:
    scale = alt.Scale(domain=[0, 1]) if picture.unit == "share" else alt.Scale(zero=True)
    axis = alt.Axis(tickCount=4, domain=False, gridColor=LINE, **AXES[picture.unit])
    return alt.Y(f"{name}:Q", title=None, scale=scale, axis=axis)


def _dressed(chart: Any) -> Any:
    return (
        chart.properties(width=WIDTH, height=HEIGHT)
        .configure(aria=False, background="transparent", padding=4)
        .configure_view(stroke=None)
        .configure_axis(labelColor=MUTED, domainColor=LINE, tickColor=LINE, labelFontSize=11)
    )


def sanitised(svg: str) -> str:
    """Only shapes, words and their measures: no style, no script, no class, no address. ValueError for no SVG."""
    root = ElementTree.fromstring(svg)
    if root.tag != f"{SVG}svg":
        raise ValueError("this is no SVG")
    kept = _kept(root)
    kept.attrib.pop("width", None)
    kept.attrib.pop("height", None)
    return ElementTree.tostring(kept, encoding="unicode")


def _kept(element: ElementTree.Element) -> ElementTree.Element:
    measures = {n: v for n, v in element.attrib.items() if n in ATTRIBUTES and "url(" not in v.lower()}
    copy = ElementTree.Element(element.tag.removeprefix(SVG), measures)
    copy.text = element.text if copy.tag == "text" else None
    copy.extend(_kept(child) for child in element if _is_seen(child))
    return copy


def _is_seen(element: Any) -> bool:
    """Of a kind that is kept, and not one of the empty boxes that Vega leaves."""
    is_known = isinstance(element.tag, str) and element.tag.removeprefix(SVG) in TAGS
    return is_known and not (element.tag == f"{SVG}path" and element.get("d") in ("", "M0,0h0v0h0Z"))
