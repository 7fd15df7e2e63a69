"""The first visit of the list of ideas and of an idea with 20 comments is light. ``python benchmarks/first_visit.py``.

A stranger's Chromium with nothing in its cache opens both, and beside them a page of one sentence that a plain server
of this process gives out: 15 times each, in turn. The sentence says what the browser and the machine take anyway, so it
comes with the same policies as our pages: one that shields a page from other windows has the browser start a process
for it (Cross-Origin-Opener-Policy). How it does beside a sentence without any is told, too; and the list given out by
that server with an empty style sheet, what any such page takes that has a sheet of its own.
Sizes are those on the wire, with heads and packed. Exit status 1 where a limit is broken.
"""

import http.server
import json
import mimetypes
import re
import shutil
import statistics
import sys
import threading
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from folkmoot.site.launch.testing import Running, running_instance, temporary_folder  # noqa: E402

VISITS, COMMENTS = 15, 20
LIMITS = {"kB": 60.0, "requests": 5, "paint_to_sentence": 3.0, "layout_shift": 0.01}
OPENED = 500  # milliseconds in which a new window is done with itself
SETTLED = 500  # milliseconds after the load event in which a late script could still move or paint something
# Chromium's own errands would take turns with the page.
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
POLICIES = (
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
)
SENTENCE = (
    b"<!doctype html><meta charset=utf-8><title>One sentence</title><p>This page holds one sentence.</p>"
)

SEED = f"""
from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.people import actions as people
from folkmoot.domains.communities.models import Community

words = "More shade at the stop by the market, please: in July nobody over seventy can wait there at noon. "
place, ada = Community.objects.order_by("pk").first(), people.meet("first-visit@example.org", name="Ada")
for number in range(40):
    idea = ideas.draft(place, by=ada, title=f"Shade at the market, {{number}}", body=words * 3)
    idea = ideas.publish(idea, by=ada)
for _number in range({COMMENTS}):
    discussions.post(idea, by=ada, community=place, body=words * 2)
print("IDEA", idea.get_absolute_url())
"""

# Entries that came before an observer was there are handed to it, so one look at the end finds all.
VITALS = """() => new Promise(tell => {
  const found = {paint: 0, shift: 0};
  const paints = new PerformanceObserver(list => list.getEntries().forEach(one => { found.paint = one.startTime; }));
  const shifts = new PerformanceObserver(list => list.getEntries().forEach(one => { found.shift += one.value; }));
  paints.observe({type: "largest-contentful-paint", buffered: true});
  shifts.observe({type: "layout-shift", buffered: true});
  setTimeout(() => tell(found), 50);
})"""
# A Chromium without a window shows no icon and may not ask for it; those of people do.
ICON = """async asked => {
  const icon = document.querySelector("link[rel=icon]");
  if (icon && !asked.includes(icon.href)) await (await fetch(icon.href)).arrayBuffer();
}"""


class Wire:
    """What goes over the wire for one page: each address, and the bytes that came."""

    def __init__(self, session: CDPSession) -> None:
        self.addresses: dict[str, str] = {}
        self.bytes = 0
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.loadingFinished", self._came)

    def _asked(self, event: dict[str, Any]) -> None:
        if event["request"]["url"].startswith("http"):  # a picture within the style sheet is no request
            self.addresses[event["requestId"]] = event["request"]["url"]

    def _came(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.addresses:
            self.bytes += int(event["encodedDataLength"])


def main() -> None:
    with temporary_folder() as folder, running_instance(folder / "var") as site:
        idea = site.url + seeded(site)
        policies = policies_of(f"{site.url}/ideas/")
        with (
            plain_server({"/": SENTENCE, **unstyled(site)}, policies) as plain,
            plain_server({"/": SENTENCE}, {}) as bare,
            sync_playwright() as playwright,
        ):
            pages = {
                "sentence": plain,
                "bare": bare,
                "list": f"{site.url}/ideas/",
                "idea": idea,
                "unstyled": f"{plain}ideas/",
            }
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
            visits = visit_in_turn(browser, pages)
            browser.close()
    reported = [report(name, visits) for name in ("list", "idea")]
    print(json.dumps({"what": "the list, its style sheet empty", **painted("unstyled", visits)}))
    sys.exit(not all(reported))


def unstyled(site: Running) -> dict[str, bytes]:
    """The list and what it fetches, by path; its style sheet is empty."""
    page = fetched(f"{site.url}/ideas/")
    paths = set(re.findall(r'(?:href|src)="(/static/[^"#]+)', page.decode()))
    return {"/ideas/": page} | {
        path: b" " if path.endswith(".css") else fetched(site.url + path) for path in paths
    }


def policies_of(address: str) -> dict[str, str]:
    """What our pages forbid themselves and others, as headers."""
    with urllib.request.urlopen(address) as answer:
        return {name: answer.headers[name] for name in POLICIES}


def fetched(address: str) -> bytes:
    with urllib.request.urlopen(address) as answer:
        found: bytes = answer.read()
        return found


@contextmanager
def plain_server(files: Mapping[str, bytes], headers: Mapping[str, str]) -> Iterator[str]:
    """The address of a server that gives out these with these headers, and nothing else."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = files.get(self.path, b"")
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", kind_of(self.path))
            self.send_header("Content-Length", str(len(found)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(found)

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing: what it was asked is known."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def kind_of(path: str) -> str:
    return "text/html; charset=utf-8" if path.endswith("/") else str(mimetypes.guess_type(path)[0])


def seeded(site: Running) -> str:
    """A full list in the demo world, and the path of an idea that is talked about."""
    done = site.run_code(SEED)
    assert done.returncode == 0, done.stderr
    return done.stdout.partition("IDEA ")[2].strip()


def visit_in_turn(browser: Browser, pages: dict[str, str]) -> dict[str, list[dict[str, float]]]:
    """All visits by page. Before they count, each page is opened once, so that no process starts meanwhile."""
    visits: dict[str, list[dict[str, float]]] = {name: [] for name in pages}
    for number in range(VISITS + 1):
        for name, address in pages.items():
            measured = visit(browser, address)
            if number:
                visits[name].append(measured)
    return visits


def visit(browser: Browser, address: str) -> dict[str, float]:
    """One first visit: a context of its own has an empty cache and no connection yet."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    wire = Wire(context.new_cdp_session(page))
    page.wait_for_timeout(OPENED)
    page.goto(address, wait_until="load")
    page.wait_for_timeout(SETTLED)
    measured = page.evaluate(VITALS)
    ask_for_icon(page, wire)
    context.close()
    return {
        "kB": wire.bytes / 1000,
        "requests": len(wire.addresses),
        "paint": measured["paint"],
        "layout_shift": measured["shift"],
    }


def ask_for_icon(page: Page, wire: Wire) -> None:
    page.evaluate(ICON, list(wire.addresses.values()))


def painted(name: str, visits: dict[str, list[dict[str, float]]]) -> dict[str, float]:
    """The median of its largest paint, in milliseconds and beside those of the sentences."""
    paint, plain, bare = (
        statistics.median(one["paint"] for one in visits[of]) for of in (name, "sentence", "bare")
    )
    return {
        "paint_to_sentence": round(paint / plain, 2),
        "paint_to_bare_sentence": round(paint / bare, 2),
        "paint_ms": round(paint),
        "sentence_ms": round(plain),
    }


def report(name: str, visits: dict[str, list[dict[str, float]]]) -> bool:
    """One line; the worst of what is counted, the median of what is timed. Whether every limit holds."""
    of_page, timed = visits[name], painted(name, visits)
    figures = {
        "kB": round(max(one["kB"] for one in of_page), 1),
        "requests": int(max(one["requests"] for one in of_page)),
        "paint_to_sentence": timed.pop("paint_to_sentence"),
        "layout_shift": round(max(one["layout_shift"] for one in of_page), 4),
    }
    broken = [what for what, figure in figures.items() if figure > LIMITS[what]]
    line = {"what": f"first visit: {name}", **figures, **timed, "limits": LIMITS, "broken": broken}
    print(json.dumps(line), flush=True)
    return not broken


if __name__ == "__main__":
    main()
