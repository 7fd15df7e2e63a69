"""Memory (PSS) of the web server with one and two workers, and of the worker. ``python benchmarks/memory.py``.

PSS shares the pages that processes have in common, so the parts add up. Measured after 200 pages; Linux only.
"""

import http.client
import json
import sys
import tempfile
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from folkmoot.site.launch.testing import Running, running_instance  # noqa: E402

PAGES = 200
LIMITS = {1: 180, 2: 280}  # MB, by number of web workers


def megabytes(process: psutil.Process) -> float:
    """PSS of a process and all below it."""
    family = [process, *process.children(recursive=True)]
    return sum(member.memory_full_info().pss for member in family) / 1e6


def measure(workers: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        with running_instance(Path(folder) / "var", FOLKMOOT_WEB_WORKERS=str(workers)) as site:
            for _ in range(PAGES):
                connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
                connection.request("GET", "/")
                connection.getresponse().read()
                connection.close()
            return {name: megabytes(part) for name, part in parts(site).items()}


def parts(site: Running) -> dict[str, psutil.Process]:
    supervisor = psutil.Process(site.process.pid)
    names = {"granian": "web server", "folkmoot.site.worker": "worker", "postgres": "database"}
    found = {}
    for child in supervisor.children():
        for word, name in names.items():
            if any(word in argument for argument in child.cmdline()):
                found[name] = child
    return found


def main() -> None:
    holds = True
    for workers, limit in LIMITS.items():
        measured = {name: round(value, 1) for name, value in measure(workers).items()}
        holds &= measured["web server"] <= limit
        print(
            json.dumps(
                {"what": "memory (PSS)", "unit": "MB", "web_workers": workers, **measured, "limit": limit}
            )
        )
    sys.exit(not holds)


if __name__ == "__main__":
    main()
