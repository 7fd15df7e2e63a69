"""What one request costs the processor: list, idea and comment, for a stranger (kept and made anew) and for a member.

``python benchmarks/requests_alone.py [COMMENTS] [--profile PAGE]``: the whole of WSGI in this process, without network,
against a throw-away database server whose own time is not counted. Milliseconds of CPU, the median of 60 requests after
a warm-up; so other work on the machine shows little. ``--profile`` prints where the time of one page goes.
"""

import argparse
import cProfile
import logging
import os
import pstats
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))
os.environ.setdefault("FOLKMOOT_VAR", str(Path(tempfile.gettempdir()) / f"folkmoot-requests-{os.getuid()}"))
os.environ |= {"FOLKMOOT_AS_OWNER": "1", "DJANGO_SETTINGS_MODULE": "benchmarks.peers_settings"}

from folkmoot.site.launch.testing import start_database  # noqa: E402

start_database()

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import get_runner, setup_test_environment  # noqa: E402

from folkmoot.activity import keeping  # noqa: E402
from folkmoot.domains.communities import actions as communities  # noqa: E402
from folkmoot.domains.discussions import actions as discussions  # noqa: E402
from folkmoot.domains.ideas import actions as ideas  # noqa: E402
from folkmoot.domains.people import actions as people  # noqa: E402

REQUESTS = 60
TEXT = "More shade at the stop by the market, please: in July nobody over seventy can wait there at noon. "


def main() -> None:
    logging.disable(logging.WARNING)
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("comments", type=int, nargs="?", default=20)
    parser.add_argument("--profile", metavar="PAGE", default="")
    options = parser.parse_args()
    call_command("collectstatic", interactive=False, verbosity=0)
    setup_test_environment(debug=False)
    runner = get_runner(django.conf.settings)(verbosity=0, interactive=False)
    made = runner.setup_databases()
    try:
        for name, ask in questions(options.comments).items():
            if options.profile and options.profile == name:
                profile(ask)
            elif not options.profile:
                print(f"{name:34s} {cpu(ask):8.1f} ms of CPU", flush=True)
    finally:
        runner.teardown_databases(made)
        connection.close()


def questions(comments: int) -> dict[str, Callable[[], object]]:
    """Each thing that is asked, by its name."""
    idea = tell(comments)
    page, about = f"/ideas/{idea.pk}/", f"ideas.idea/{idea.pk}"
    member, stranger = Client(), Client()
    member.force_login(people.meet("reader@example.org", name="Reader"))

    def anew(path: str) -> Callable[[], object]:
        def ask() -> object:
            keeping.shelf.clear()
            return answered(stranger.get(path))

        return ask

    return {
        "list, a stranger, kept": lambda: answered(stranger.get("/ideas/")),
        "list, a stranger, made": anew("/ideas/"),
        "list, a member": lambda: answered(member.get("/ideas/")),
        "idea, a stranger, kept": lambda: answered(stranger.get(page)),
        "idea, a stranger, made": anew(page),
        "idea, a member": lambda: answered(member.get(page)),
        "search, a member": lambda: answered(member.get("/ideas/?q=market")),
        "comment, posted": lambda: answered(
            member.post("/discussions/post/", {"subject": about, "body": TEXT}), 302
        ),
    }


def tell(comments: int) -> "ideas.Idea":
    """A community of 40 ideas, the last of which is talked about."""
    root = people.make_administrator("root@example.org")
    ada = people.meet("ada@example.org", name="Ada")
    place = communities.found(by=root, name="The garden", slug="garden")
    for number in range(40):
        idea = ideas.publish(
            ideas.draft(place, by=ada, title=f"Shade at the market, {number}", body=TEXT * 3), by=ada
        )
    for _number in range(comments):
        discussions.post(idea, by=ada, community=place, body=TEXT * 2)
    return idea


def answered(answer: object, status: int = 200) -> object:
    code = getattr(answer, "status_code", None)
    assert code == status, f"answered {code}"
    return answer


def cpu(ask: Callable[[], object]) -> float:
    """The median of the milliseconds of CPU that this process takes."""
    for _warm in range(5):
        ask()
    taken = []
    for _number in range(REQUESTS):
        began = time.process_time()
        ask()
        taken.append(time.process_time() - began)
    return statistics.median(taken) * 1000


def profile(ask: Callable[[], object]) -> None:
    for _warm in range(5):
        ask()
    watch = cProfile.Profile()
    watch.enable()
    for _number in range(REQUESTS):
        ask()
    watch.disable()
    pstats.Stats(watch).sort_stats("tottime").print_stats(45)


if __name__ == "__main__":
    main()
