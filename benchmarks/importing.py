"""Rows a second of an import, with authors and stream records, beside COPY of the same rows into a bare table.

`python benchmarks/importing.py [N]`. The rows are made; the instance is a fresh one in a temporary folder.
"""

import csv
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

WORDS = [
    "water",
    "tap",
    "street",
    "bill",
    "garden",
    "rain",
    "pipe",
    "pressure",
    "night",
    "meter",
    "park",
    "bus",
]
COPY = """
import io, time
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("create temporary table bare (a text, b text, c text, d timestamptz)")
    lines = open({file!r}, encoding="utf-8").read()
    began = time.monotonic()
    with cursor.copy("copy bare from stdin with (format csv, header true)") as copy:
        copy.write(lines)
    print(time.monotonic() - began)
"""


def made_rows(n: int) -> list[list[str]]:
    """n ideas of some 40 words by n / 10 authors."""
    draw = random.Random(0)
    say = lambda most: " ".join(draw.choices(WORDS, k=most))  # noqa: E731
    return [
        [f"author {draw.randrange(max(1, n // 10))}", say(6), say(40), "18/Aug/20 9:48 PM"] for _ in range(n)
    ]


def write(rows: list[list[str]], folder: Path) -> tuple[Path, Path]:
    ideas, bare = folder / "ideas.csv", folder / "bare.csv"
    with ideas.open("w", newline="") as out:
        table = csv.writer(out)
        table.writerow(["Idea ID", "Author", "Title", "Details", "Date/Time"])
        table.writerows([number, *row] for number, row in enumerate(rows))
    with bare.open("w", newline="") as out:
        csv.writer(out).writerows(
            [["a", "b", "c", "d"], *([*row[:3], "2020-08-18 21:48+00"] for row in rows)]
        )
    return ideas, bare


def main(n: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ideas, bare = write(made_rows(n), folder)
        with running_instance(folder / "var", "--no-demo") as site:
            report = imported(site, ideas)
            again = imported(site, ideas)
            copied = float(site.run_code(COPY.format(file=str(bare))).stdout)
    print(
        f"import      {n / report['seconds']:10,.0f} rows/s   {report['created']:,} new in {report['seconds']:.1f} s"
    )
    print(f"same again  {n / again['seconds']:10,.0f} rows/s   {again['created']:,} new")
    print(f"bare COPY   {n / copied:10,.0f} rows/s   {copied / report['seconds']:.3f} of the time")


def imported(site: Running, file: Path) -> dict[str, float]:
    began = time.monotonic()
    said: subprocess.CompletedProcess[str] = site.run(
        "folkmoot.site", "import", "ideascale", str(file), "--into", "bench", "--json"
    )
    print(f"the command took {time.monotonic() - began:.1f} s in all", file=sys.stderr)
    report: dict[str, float] = json.loads(said.stdout)
    return report


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
