"""Look-alikes while somebody types, among 50,000 ideas. ``python benchmarks/alike.py [N]``.

A fresh instance with N ideas whose vectors lie in 500 made clusters, so that there is something near. A visitor types
200 beginnings of titles, each asked for once, as a page does; measured at the client, over HTTP, with the encoding of
the words in the worker. The limit is 50 ms for the 95th percentile.
"""

import http.client
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))

from benchmarks.scaling import ANALYZE, FILL, told  # noqa: E402
from folkmoot.site.launch.testing import running_instance  # noqa: E402

LIMIT = 50  # ms
ASKED = 200
UNDERSTAND = """
from django.db import connection
from folkmoot.domains.intelligence.encoding import encode
model = encode("A tap in the park")[0].model
with connection.cursor() as cursor:
    cursor.execute("select setseed(0.5)")
    cursor.execute('''
        create temporary table centre as
        select k, (select array_agg(random() - 0.5 order by i) from generate_series(1, 384) i where k = k) as c
        from generate_series(0, 499) k''')
    cursor.execute('''
        insert into intelligence_understanding (subject, community_id, language, language_score, language_model,
            sentiment, sentiment_score, sentiment_model, vector, vector_model, vector_other_model, version, digest,
            understood_at, corrected_language, corrected_sentiment)
        select 'ideas.idea/' || id, community_id, 'en', 1, 'made', 'neutral', 1, 'made',
            l2_normalize((select array_agg(v + (random() - 0.5) * 0.4 order by n) from unnest(c)
                with ordinality as u(v, n) where id = id)::real[]::vector(384)), %s, '', 1, '', now(), '', ''
        from ideas_idea join centre on k = id %% 500''', [model])
print("null")
"""
WORDS = "a the tap park water bench tree light for more in of street school garden free night bus please"


def main(n: int) -> int:
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        settings = {"DJANGO_SETTINGS_MODULE": "benchmarks.peers_settings", "PYTHONPATH": str(CHECKOUT)}
        with running_instance(Path(folder) / "var", "--no-demo", **settings) as site:
            told(site, FILL.format(n=n, there=0))
            told(site, UNDERSTAND)
            told(site, ANALYZE)
            passed = sorted(typed(site.port))
    p50, p95 = (statistics.quantiles(passed, n=100)[at] for at in (49, 94))
    print(f"{len(passed)} asked among {n:,} ideas: p50 {p50:.1f} ms, p95 {p95:.1f} ms (limit {LIMIT} ms)")
    return 0 if p95 <= LIMIT else 1


def typed(port: int) -> list[float]:
    draw = random.Random(1)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    passed = []
    for _ in range(ASKED + 5):
        words = " ".join(draw.choices(WORDS.split(), k=draw.randint(2, 9)))
        began = time.perf_counter()
        connection.request("GET", f"/look-alikes/?text={quote(words)}", headers={"HX-Request": "true"})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"answered {answer.status}")
        passed.append(1000 * (time.perf_counter() - began))
    return passed[5:]


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000))
