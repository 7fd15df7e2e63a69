"""People who write as fast as pages answer, and the audit of what was acknowledged to them."""

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException

from folkmoot.site.launch import processes
from folkmoot.site.launch.testing import Running
from folkmoot.site.tests.asking import ask
from tests.faults.conftest import count, told

SETTING = """
import json
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from folkmoot.domains.people import actions as people
from folkmoot.domains.communities import actions as communities
from folkmoot.domains.communities.models import Community, Role
from folkmoot.domains.ideas import actions as ideas
root = people.make_administrator("root@example.org")
garden = Community.objects.filter(slug="garden").first() or communities.found(by=root, name="The garden", slug="garden")
idea = ideas.publish(ideas.draft(garden, by=root, title="A tap", body="For all."), by=root)
def session(person):
    one = SessionStore()
    one[SESSION_KEY], one[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
    one[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    one.save()
    return one.session_key
"""
PEOPLE = (
    SETTING
    + """
writers = [people.meet(f"writer{number}@example.org") for number in range(4)]
print(json.dumps({"idea": idea.pk, "sessions": [session(writer) for writer in writers]}))
"""
)


class Writer:
    """Somebody who comments as fast as pages answer, and notes what was acknowledged."""

    def __init__(self, site: Running, session: str, idea: int, name: str) -> None:
        self.site, self.idea, self.name = site, idea, name
        token = "a" * 32
        self.form = f"csrfmiddlewaretoken={token}&subject=ideas.idea/{idea}"
        self.headers = {
            "Cookie": f"sessionid={session}; csrftoken={token}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": site.url,
        }
        self.acknowledged: list[str] = []
        self.refused = 0
        self.last = ""

    def write_until(self, enough: threading.Event, *, most: int = 5_000) -> None:
        number = 0
        while not enough.is_set() and number < most:
            number += 1
            word = f"{self.name}-{number}"
            try:
                answer = ask(
                    self.site.port,
                    "POST",
                    "/discussions/post/",
                    f"{self.form}&body={word}",
                    10,
                    **self.headers,
                )
            except (OSError, HTTPException) as problem:
                self.refused += 1
                self.last = repr(problem)
                enough.wait(0.05)  # a browser does not ask three thousand times a second
                continue
            self.last = str(answer.status)
            if answer.status == 302 and "/account/" not in answer.headers["Location"]:
                self.acknowledged.append(word)
            else:
                self.refused += 1
                assert answer.status in (302, 429, 500, 502, 503), answer.text[:300]


def hire(site: Running) -> list[Writer]:
    """Four people with a session each, and an idea to talk about."""
    made = json.loads(told(site, PEOPLE))
    return [Writer(site, key, made["idea"], f"w{n}") for n, key in enumerate(made["sessions"])]


def keep_writing(writers: list[Writer], fault: Callable[[], None]) -> None:
    """All write; the fault strikes when some were acknowledged; then they write on until it works again."""
    enough = threading.Event()
    with ThreadPoolExecutor(len(writers)) as pool:
        under_way = [pool.submit(writer.write_until, enough) for writer in writers]
        try:
            assert processes.wait_until(lambda: total(writers) >= 40, seconds=60), "nobody could write"
            fault()
            before = total(writers)
            assert processes.wait_until(lambda: total(writers) >= before + 40, seconds=90), (
                "it did not recover"
            )
        finally:
            enough.set()
        for one in under_way:
            one.result()


def statuses(writers: list[Writer]) -> list[str]:
    return [writer.last for writer in writers]


def total(writers: list[Writer]) -> int:
    return sum(len(writer.acknowledged) for writer in writers)


def audit(site: Running, writers: list[Writer]) -> None:
    """Each acknowledged word is there once, with one activity; what was not acknowledged is there once or not."""
    subject = f"ideas.idea/{writers[0].idea}"
    bodies = told(
        site,
        "from folkmoot.domains.discussions.models import Comment\n"
        f"print('\\n'.join(Comment.objects.filter(subject='{subject}').values_list('body', flat=True)))",
    ).splitlines()
    acknowledged = {word for writer in writers for word in writer.acknowledged}
    assert acknowledged - set(bodies) == set(), "lost"
    assert len(bodies) == len(set(bodies)), "doubled"
    posted = "select count(*) from activity_activity where verb = 'discussions.comment.posted' "
    assert count(site, posted + f"and target = '{subject}'") == len(bodies)
