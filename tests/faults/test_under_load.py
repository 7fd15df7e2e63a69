"""Web worker and database are killed while people write: what was acknowledged is there, once."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from folkmoot.site.launch.testing import Running
from folkmoot.site.tests.asking import ask
from tests.faults.conftest import count, part, told
from tests.faults.writers import SETTING, Writer, audit, hire, keep_writing

pytestmark = [pytest.mark.server, pytest.mark.slow]


@pytest.fixture
def writers(site: Running) -> list[Writer]:
    return hire(site)


def test_a_web_worker_is_killed_under_load(site: Running, writers: list[Writer]) -> None:
    keep_writing(writers, lambda: part(site, "granian").children()[0].kill())
    audit(site, writers)


def test_the_database_is_killed_under_load(site: Running, writers: list[Writer]) -> None:
    keep_writing(writers, lambda: part(site, "postgres").kill())
    audit(site, writers)
    assert sum(writer.refused for writer in writers) > 0, "nobody noticed: the database was not away"


def test_eight_presses_of_one_answer_make_one(site: Running) -> None:
    """The person who owes it answers in eight tabs at once."""
    made = told(
        site,
        SETTING
        + """
from folkmoot.domains.insights import actions as insights
from folkmoot.kit import clock
from folkmoot.kit.refs import ref
fay = people.meet("fay@example.org", name="Fay")
communities.appoint(garden, by=root, person=fay, role=Role.DECISION_OWNER)
insight = insights.make_and_give(
    garden, by=root, title="A tap is wanted", summary="", voices=[(ref(idea), "")], owner=fay, due_on=clock.today(),
)
print(insight.pk, session(fay))
""",
    )
    pk, session = made.split()
    token = "b" * 32
    together = threading.Barrier(8)

    def press(number: int) -> int:
        together.wait()
        form = f"csrfmiddlewaretoken={token}&seen=0&outcome=accepted&reason=Reason+{number}"
        headers = {
            "Cookie": f"sessionid={session}; csrftoken={token}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": site.url,
            "HX-Request": "true",
        }
        return ask(site.port, "POST", f"/insights/{pk}/answer/", form, 30, **headers).status

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(press, range(8)))

    # The form was overtaken (422), or the answer is on its way already (403): either way one of eight.
    assert answers[0] == 302
    assert set(answers[1:]) <= {403, 422}
    assert count(site, f"select count(*) from insights_answer where insight_id = {pk}") == 1
    answered = "select count(*) from activity_activity where verb = 'insights.insight.answered' "
    assert count(site, f"{answered} and object = 'insights.insight/{pk}'") == 1
