"""How long a word takes from its commit to 300 open pages. ``python benchmarks/events.py [CLIENTS] [EVENTS]``.

Each client holds one event stream over HTTP, as a page does; something is published every tenth of a second by another
process, whose moment travels along. Measured at the clients: the way through PostgreSQL, both web workers and the
sockets. The limit is 150 ms for the 95th percentile; all clients and the publisher share the machine with the server.
"""

import asyncio
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))

from folkmoot.site.launch.testing import Running, running_instance  # noqa: E402

LIMIT = 150  # ms
SIGN = "from folkmoot.kit import events\nprint(events.sign('benchmark'))"
PUBLISH = """
import time
from folkmoot.kit import events
for number in range({events}):
    events.publish("benchmark", at=time.time(), number=number)
    time.sleep(0.1)
"""


async def watch(port: int, name: str, events: int, opened: asyncio.Semaphore, passed: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET /events/?topic={name} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
    await reader.readuntil(b"\r\n\r\n")
    opened.release()
    seen = 0
    while seen < events:
        line = await reader.readline()
        if not line:
            break
        if line.startswith(b"data:"):
            facts = json.loads(line[5:])
            passed.append(1000 * (time.time() - facts.get("facts", facts)["at"]))
            seen += 1
    writer.close()


async def measure(site: Running, clients: int, events: int) -> list[float]:
    name = site.run_code(SIGN).stdout.strip()
    passed: list[float] = []
    opened = asyncio.Semaphore(0)
    watching = [asyncio.create_task(watch(site.port, name, events, opened, passed)) for _ in range(clients)]
    for _ in range(clients):
        await asyncio.wait_for(opened.acquire(), 60)
    await asyncio.to_thread(site.run_code, PUBLISH.format(events=events))
    await asyncio.wait(watching, timeout=20)
    for one in watching:
        one.cancel()
    return passed


def main(clients: int, events: int) -> int:
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        with running_instance(Path(folder) / "var", "--no-demo", FOLKMOOT_WEB_WORKERS="2") as site:
            passed = asyncio.run(measure(site, clients, events))
    expected = clients * events
    p50, p95 = (statistics.quantiles(passed, n=100)[at] for at in (49, 94))
    print(
        f"{len(passed):,} of {expected:,} words arrived; p50 {p50:.0f} ms, p95 {p95:.0f} ms (limit {LIMIT} ms)"
    )
    return 0 if len(passed) == expected and p95 <= LIMIT else 1


if __name__ == "__main__":
    given = [int(n) for n in sys.argv[1:]]
    sys.exit(main(*(given + [300, 50][len(given) :])))
