"""What pages cost with 1,000, 10,000, 100,000 and 1,000,000 ideas. ``python benchmarks/scaling.py [N ...]``.

A fresh instance is filled by SQL: N ideas of some 40 words by N / 10 authors in 20 communities, their versions and
records in the stream, 200 comments on one of them. Then a member, whose pages are never kept, asks for each page; the
median of some requests in milliseconds, over HTTP. Below stands by which index PostgreSQL answers each read.
"""

import http.client
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))

from folkmoot.site.launch.testing import Running, running_instance  # noqa: E402

SIZES = [1_000, 10_000, 100_000]
TIMES = 15
TOKEN = "a" * 32
FILL = """
import json
from django.db import connection
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from folkmoot.domains.communities import actions as communities
from folkmoot.domains.communities.models import Community
from folkmoot.domains.people import actions as people
from folkmoot.domains.people.models import Person
n = {n}
root = people.make_administrator("root@example.org")
for number in range(20):
    if not Community.objects.filter(slug=f"place-{{number}}").exists():
        communities.found(by=root, name=f"Place {{number}}", slug=f"place-{{number}}")
there = {there}
with connection.cursor() as cursor:
    cursor.execute('''
        insert into people_person (password, source, source_id, source_url, name, is_active, is_administrator, is_demo,
            language, time_zone, arrived_at, session_epoch)
        select '!', 'made', g::text, '', 'Author ' || g, true, false, false, '', '', now(), 0
        from generate_series(%s::int, %s::int) g''', [there // 10, n // 10 - 1])
    cursor.execute("select min(id), max(id) from people_person where source = 'made'")
    first, last = cursor.fetchone()
    cursor.execute("select array_agg(id order by id) from communities_community")
    places = cursor.fetchone()[0]
    cursor.execute('''
        insert into ideas_idea (source, source_id, source_url, moderation, locked_because, community_id, author_id,
            title, body, body_html, state, version_number, support_count, imported_support_count, created_at,
            edited_at, published_at)
        select 'made', g::text, '', 'clear', '', (%s::bigint[])[(1 + g %% 20)::int],
            %s::bigint + g %% (%s::bigint - %s::bigint + 1), words.title, words.body,
            '<p>' || words.body || '</p>', 'live', 1, (g * 7919) %% 500, 0, at, at, at
        from generate_series(%s::bigint, %s::bigint) g,
            lateral (
                select 'Idea ' || g || ' ' || string_agg(w, ' ') filter (where i < 6) as title,
                    string_agg(w, ' ') as body
                from (
                    select i, 'word' || ((g::bigint * 7919 + i * 104729 + g * i) %% 2000) as w
                    from generate_series(1, 40) i
                ) as drawn) as words,
            lateral (select now() - (%s::int - g) * interval '1 minute' as at) as times''',
        [places, first, last, first, there, n - 1, n])
    cursor.execute('''
        insert into activity_activity
            (recorded_at, happened_at, verb, actor, object, target, context, seal, is_imported, details)
        select now(), published_at, 'ideas.idea.published', 'people.person/' || author_id, 'ideas.idea/' || id, '',
            'communities.community/' || community_id, '', true, '{{}}'
        from ideas_idea where source = 'made' and source_id::bigint >= %s::bigint''', [there])
    cursor.execute("select id from ideas_idea where source = 'made' order by published_at desc limit 1")
    idea = cursor.fetchone()[0]
    cursor.execute('''
        insert into discussions_comment (source, source_id, source_url, moderation, subject, community_id, author_id,
            body, body_html, said_at, salt)
        select '', '', '', 'clear', 'ideas.idea/' || %s, %s, %s, 'Yes.', '<p>Yes.</p>', now(), 'salt'
        from generate_series(1, 200) g where not exists
            (select 1 from discussions_comment where subject = 'ideas.idea/' || %s)''',
        [idea, places[0], first, idea])
me = people.meet("member@example.org", name="Member")
session = SessionStore()
session[SESSION_KEY], session[HASH_SESSION_KEY] = str(me.pk), me.get_session_auth_hash()
session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
session.save()
print(json.dumps({{"idea": idea, "session": session.session_key}}))
"""
EXPLAIN = """
import json
from django.db import connection
from django.test.utils import CaptureQueriesContext
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.ideas.listing import count_of, rows_of_a_sheet
from folkmoot.domains.discussions.slots import _comments_on
from folkmoot.domains.people.models import Person
from folkmoot.kit.preparing import compiled
me = Person.objects.get(email="member@example.org")
reads = {{
    "newest": rows_of_a_sheet(me, None, None, (False, 0)),
    "newest of a community": rows_of_a_sheet(me, 1, None, (False, 0)),
    "most supported of a community": rows_of_a_sheet(me, 1, None, (True, 0)),
    "comments": _comments_on("ideas.idea/{idea}"),
}}
def indexes(plan):
    found = [plan["Index Name"]] if "Index Name" in plan else []
    return found + [name for one in plan.get("Plans", []) for name in indexes(one)]
def scans(plan):
    found = [plan["Relation Name"]] if plan["Node Type"] == "Seq Scan" else []
    return found + [name for one in plan.get("Plans", []) for name in scans(one)]
said = {{}}
with connection.cursor() as cursor:
    for name, read in reads.items():
        once, values = compiled(read)
        cursor.execute("explain (format json) select " + once.column, values)
        (plan,) = cursor.fetchone()[0]
        said[name] = [sorted(set(indexes(plan["Plan"]))), sorted(set(scans(plan["Plan"])))]
print(json.dumps(said))
"""
# As the owner of the tables: for anybody else PostgreSQL passes them over, and plans without knowing their size.
ANALYZE = """
import psycopg
from folkmoot.site import places
at = {"host": str(places.socket_folder()), "dbname": places.DATABASE_NAME, "user": places.OWNER_ROLE}
with psycopg.connect(**at, autocommit=True) as connection:
    connection.execute("vacuum analyze")
print("null")
"""


def main(sizes: list[int]) -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        settings = {"DJANGO_SETTINGS_MODULE": "benchmarks.peers_settings", "PYTHONPATH": str(CHECKOUT)}
        with running_instance(Path(folder) / "var", "--no-demo", **settings) as site:
            rows, there, said = {}, 0, {}
            for n in sizes:
                began = time.monotonic()
                world = told(site, FILL.format(n=n, there=there))
                told(site, ANALYZE)
                print(f"{n:,} ideas there after {time.monotonic() - began:.0f} s", file=sys.stderr)
                rows[n], there = measured(site, world), n
                said = told(site, EXPLAIN.format(**world))
    print(table(rows))
    for name, (indexes, scans) in said.items():
        print(f"{name}: {', '.join(indexes)}" + (f"; reads whole: {', '.join(scans)}" if scans else ""))


def told(site: Running, code: str) -> dict:
    done = site._python("-c", f"import django; django.setup()\n{code}", seconds=1800)
    if done.returncode != 0:
        raise SystemExit(done.stderr[-3000:])
    return json.loads(done.stdout)


def measured(site: Running, world: dict) -> dict[str, float]:
    idea = world["idea"]
    pages = {
        "list": "/ideas/",
        "list, page 20": "/ideas/?page=20",
        "list by support": "/ideas/?sort=support",
        "list of a community": "/ideas/in/place-3/",
        "search": "/ideas/?q=word77+OR+word78",
        "idea, 200 comments": f"/ideas/{idea}/",
        "community": "/communities/place-3/",
        "numbers": "/numbers/",
        "front page": "/",
    }
    cookie = {"Cookie": f"sessionid={world['session']}; csrftoken={TOKEN}"}
    found = {name: median(site, "GET", path, "", cookie) for name, path in pages.items()}
    form = urlencode({"csrfmiddlewaretoken": TOKEN, "subject": f"ideas.idea/{idea - 1}", "body": "Yes."})
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Origin": site.url}
    return found | {"comment posted": median(site, "POST", "/discussions/post/", form, cookie | kind)}


def median(site: Running, method: str, path: str, body: str, headers: dict[str, str]) -> float:
    """Milliseconds of the middle one of some requests, on one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=600)
    passed = []
    for number in range(TIMES + 1):
        began = time.perf_counter()
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status not in (200, 302):
            raise SystemExit(f"{path} answered {answer.status}")
        passed.append(1000 * (time.perf_counter() - began))
        if number == 3 and sum(passed) > 20_000:
            break
    connection.close()
    return statistics.median(passed[1:])


def table(rows: dict[int, dict[str, float]]) -> str:
    sizes = list(rows)
    lines = ["| ms | " + " | ".join(f"{n:,}" for n in sizes) + " |", "|---|" + "---|" * len(sizes)]
    for name in rows[sizes[0]]:
        lines.append(f"| {name} | " + " | ".join(f"{rows[n][name]:.1f}" for n in sizes) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    main([int(n) for n in sys.argv[1:]] or SIZES)
