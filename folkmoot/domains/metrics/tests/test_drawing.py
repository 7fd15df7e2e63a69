"""Charts: drawn by the real program, clean enough to stand in a page, and never loaded where pages are served."""

import json
import subprocess
import sys
from xml.etree import ElementTree

import pytest

from folkmoot.domains.metrics import tasks
from folkmoot.domains.metrics.drawing import draw, sanitised
from folkmoot.domains.metrics.kpis import Unit
from folkmoot.domains.metrics.models import Chart
from folkmoot.domains.metrics.pictures import Picture, labelled

ROWS = (("2025-03-02", None, None, None), ("2025-03-09", 0.25, 0.1, 0.5), ("2025-03-16", 0.5, 0.2, None))
COURSE = Picture("course", "share", ROWS)
CURVE = Picture("curve", "share", ((0.0, 0.0, 0.0, 0.0), (4.5, 0.2, 0.1, 0.4), (30.0, 0.2, 0.1, 0.4)))
PICTURES = [COURSE, CURVE] + [Picture("course", str(unit), ROWS) for unit in Unit]


@pytest.mark.parametrize("picture", PICTURES, ids=lambda p: f"{p.kind}-{p.unit}")
def test_a_drawing_may_stand_in_a_page(picture):
    svg = draw(picture)
    root = ElementTree.fromstring(svg)
    assert root.get("viewBox")
    assert not root.get("width")
    for element in root.iter():
        assert element.tag in {"svg", "g", "path", "line", "rect", "circle", "text"}
        assert not {"style", "class", "id", "href", "onclick"} & set(element.attrib)
    assert "var(--color-accent)" in svg
    assert "url(" not in svg
    assert "NaN" not in svg


def test_words_of_the_axes_are_there():
    assert ">100%<" in draw(COURSE)
    assert "Mar 25" in draw(
        Picture("course", "share", (("2025-03-01", 0.1, 0, 0.2), ("2025-05-01", 0.1, 0, 0.2)))
    )
    assert ">30<" in draw(CURVE)


def test_a_number_alone_has_a_dot_and_a_line_has_one_at_each_end():
    def dots(*values):
        rows = tuple((f"2025-03-{day:02}", value, None, None) for day, value in enumerate(values, start=1))
        return draw(Picture("course", "share", rows)).count("A")

    assert dots(None, None, None) == 0
    alone = dots(None, 0.5, None)
    assert alone > 0
    assert dots(0.5, 0.4, 0.3, 0.2) == 2 * alone


def test_large_numbers_of_days_are_written_out():
    svg = draw(
        Picture("course", "days", (("2025-03-02", 100.0, 90.0, 400.0), ("2025-05-02", 120.0, 90.0, 400.0)))
    )
    assert "e+" not in svg
    assert ">400<" in svg


def test_what_must_not_be_in_a_page_is_taken_out():
    bad = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" onload="x()" '
        'viewBox="0 0 1 1">'
        '<script>alert(1)</script><style>*{}</style><foreignObject/><image xlink:href="http://example.org/x.png"/>'
        '<a href="javascript:x"><text>hidden</text></a><g style="fill:red" class="line" onclick="x()"><path d="M0,0h1" '
        'fill="url(http://example.org/)"/><text>a &lt;script&gt; b</text></g></svg>'
    )
    assert sanitised(bad) == (
        '<svg viewBox="0 0 1 1"><g><path d="M0,0h1" /><text>a &lt;script&gt; b</text></g></svg>'
    )


def test_what_is_no_drawing_is_refused():
    with pytest.raises(ValueError, match="no SVG"):
        sanitised("<html/>")


def test_a_label_cannot_break_out_of_its_attribute():
    assert labelled("<svg></svg>", '"><script>') == (
        '<svg role="img" aria-label="&quot;&gt;&lt;script&gt;"></svg>'
    )


def test_a_digest_is_of_what_is_drawn():
    same = Picture.from_json(json.loads(json.dumps({"kind": "course", "unit": "share", "rows": ROWS})))
    assert same == COURSE
    assert same.digest == COURSE.digest
    assert len({picture.digest for picture in PICTURES}) == len(set(PICTURES))


def test_the_worker_draws_a_picture_once(db, work):
    tasks.ask_for_drawing(COURSE)
    tasks.ask_for_drawing(COURSE)
    assert work() == ["metrics.draw"]
    drawn_at = Chart.objects.get(digest=COURSE.digest).drawn_at
    tasks.ask_for_drawing(COURSE)
    work()
    assert Chart.objects.get().drawn_at == drawn_at


def test_where_pages_are_served_nothing_heavy_is_loaded():
    code = """
import sys, django
django.setup()
from django.urls import reverse
from folkmoot.domains.metrics import views, slots, tasks, galleries
from folkmoot.domains.metrics.kpis import in_order
assert len(in_order()) >= 5 and reverse("metrics:index")
print(sorted({name.partition(".")[0] for name in sys.modules} & {"altair", "vl_convert", "pandas", "scipy"}))
"""
    ran = subprocess.run(
        [
            sys.executable,
            "-c",
            "import os; os.environ['DJANGO_SETTINGS_MODULE']='folkmoot.site.settings'\n" + code,
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == "[]"
