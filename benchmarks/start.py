"""Second start: seconds from bin/up until the first page answers 200. ``python benchmarks/start.py``."""

import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from folkmoot.site.launch.testing import free_port  # noqa: E402

STARTS = 5
LIMIT = 4.0  # seconds


def seconds_until_first_page(environment: dict[str, str], port: int) -> float:
    began = time.perf_counter()
    process = subprocess.Popen(
        [str(ROOT / "bin" / "up"), "--port", str(port), "--no-demo"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
    )
    try:
        while status(port) != 200:
            if process.poll() is not None or time.perf_counter() - began > 300:
                sys.exit("bin/up did not come up.")
            time.sleep(0.01)
        return time.perf_counter() - began
    finally:
        process.terminate()
        process.wait()


def status(port: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def main() -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        environment = {**os.environ, "FOLKMOOT_VAR": str(Path(folder) / "var")}
        first = seconds_until_first_page(environment, free_port())
        again = [seconds_until_first_page(environment, free_port()) for _ in range(STARTS)]
    median = statistics.median(again)
    print(
        json.dumps(
            {
                "what": "second start to the first 200",
                "unit": "s",
                "first_start": round(first, 2),
                "starts": [round(value, 2) for value in again],
                "median": round(median, 2),
                "worst": round(max(again), 2),
                "limit": LIMIT,
                "holds": max(again) <= LIMIT,
            }
        )
    )
    sys.exit(max(again) > LIMIT)


if __name__ == "__main__":
    main()
