"""Memory and time of an import of a large table, read by the importer of any table in a process of its own.

`python benchmarks/big_import.py [MB]` (100 without one). The rows are made; the instance is a fresh one in a temporary
folder. It fails if the process ever holds more than 300 MB.
"""

import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))

from folkmoot.site.launch.testing import Running, running_instance  # noqa: E402

MOST = 300  # MB of one process
WORDS = (
    "water",
    "tap",
    "street",
    "bill",
    "garden",
    "rain",
    "pipe",
    "pressure",
    "night",
    "straße",
    "größe",
    "café",
)
IMPORT = """
import json, resource, time
from django.core.management import call_command
from io import StringIO
out, began = StringIO(), time.monotonic()
call_command("import", "csv", {file!r}, "--into", "bench", "--json", stdout=out)
said = json.loads(out.getvalue())
said["rejected"] = len(said["rejected"])
said["all_seconds"] = time.monotonic() - began
said["most_kb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print("SAID" + json.dumps(said))
"""


def write(file: Path, size: int) -> int:
    """Ideas of some 100 words until the file has so many bytes; every hundredth row has a date that is none."""
    draw = random.Random(0)
    texts = [" ".join(draw.choices(WORDS, k=100)) for _ in range(500)]
    rows = 0
    with file.open("w", encoding="utf-8") as out:
        out.write("id;title;description;author;created at;votes\n")
        while out.tell() < size:
            day = "never" if rows % 100 == 99 else f"{rows % 28 + 1:02}.{rows % 12 + 1:02}.2023"
            out.write(
                f'{rows};Idea {rows};"{draw.choice(texts)}, {rows}";author {rows % 5000};{day};{rows % 90}\n'
            )
            rows += 1
    return rows


def run(site: Running, code: str) -> str:
    """What this prints in a process of its own, with all the time that it needs."""
    return subprocess.run(
        [sys.executable, "-P", "-c", f"import django; django.setup()\n{code}"],
        env=site.environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def main(megabytes: int) -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = write(folder / "big.csv", megabytes * 1024**2)
        with running_instance(folder / "var", "--no-demo") as site:
            began = time.monotonic()
            said = run(site, IMPORT.format(file=str(folder / "big.csv")))
            print(f"the process took {time.monotonic() - began:.0f} s in all", file=sys.stderr)
    report = json.loads(said.rpartition("SAID")[2])
    most = report["most_kb"] / 1024
    print(
        f"{megabytes} MB, {rows:,} rows: {report['created']:,} new, {report['rejected']:,} kept of those not taken"
    )
    print(f"{report['read'] / report['seconds']:10,.0f} rows/s")
    print(f"{most:10,.0f} MB at most ({MOST} allowed)")
    return int(most > MOST)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100))
