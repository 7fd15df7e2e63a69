"""The worker is killed in the middle: nothing is lost, nothing comes twice, nobody is told twice on the page."""

from collections import Counter
from pathlib import Path

import pytest

from folkmoot.site.launch import processes
from folkmoot.site.launch.testing import Running

from .conftest import Mailbox, count, kill_worker, told

pytestmark = [pytest.mark.server, pytest.mark.slow]
ROWS = 6_000
PEOPLE = 150

GARDEN = """
from folkmoot.domains.people import actions as people
from folkmoot.domains.communities import actions as communities
from folkmoot.domains.communities.models import Community, Role
root = people.make_administrator("root@example.org")
garden = Community.objects.filter(slug="garden").first() or communities.found(by=root, name="The garden", slug="garden")
"""
IMPORT = (
    GARDEN
    + """
from pathlib import Path
from django.db import transaction
from folkmoot.domains.channels import actions, tasks
with transaction.atomic():
    one = actions.start(
        actions.prepare(garden, by=root, format="ideascale", files=[Path("{file}")]), by=root, rows={rows}
    )
    tasks.run_import.defer(import_id=one.pk)
print(one.pk)
"""
)
ANSWER = (
    GARDEN
    + """
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.discussions import actions as discussions
ada = people.meet("ada@example.org", name="Ada")
idea = ideas.publish(ideas.draft(garden, by=ada, title="A tap at the gate", body="For all."), by=ada)
for number in range({people}):
    person = people.meet(f"person{{number}}@example.org", name=f"Person {{number}}")
    discussions.post(idea, by=person, community=garden, body="Yes, please.")
discussions.answer(idea, community=garden, by=root, outcome="accepted", reason="It is right.")
print(idea.pk)
"""
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export that takes the worker some seconds."""
    file = tmp_path_factory.mktemp("export") / "ideas.csv"
    head = "Date/Time,Idea ID,Idea Number,Stage,Author,Vote Up,Vote Down,Title,Details,URL,Tags\n"
    file.write_text(
        head
        + "".join(
            f'03/Mar/21 9:12 AM,{n},{n},Discuss,author{n % 50},1,0,"Idea number {n} about water","Words {n}.",,\n'
            for n in range(1, ROWS + 1)
        )
    )
    return file


def test_an_import_goes_on_where_it_was(site: Running, file: Path) -> None:
    pk = int(told(site, IMPORT.format(file=file, rows=ROWS)))
    position = f"select position from channels_import where id = {pk}"
    assert processes.wait_until(lambda: 0 < count(site, position) < ROWS, seconds=60)

    kill_worker(site)
    assert count(site, position) < ROWS, "it was over before the worker was killed"

    is_done = f"select count(*) from channels_import where id = {pk} and state = 'done'"
    assert processes.wait_until(lambda: count(site, is_done) == 1, seconds=120, step=0.2)
    ideas = "select count(*) from ideas_idea where source = 'ideascale'"
    assert count(site, ideas) == ROWS
    assert count(site, f"select created from channels_import where id = {pk}") == ROWS
    assert count(site, f"select unchanged + updated + rejected from channels_import where id = {pk}") == 0
    published = "select count(*) from activity_activity where verb = 'ideas.idea.published' and is_imported"
    assert count(site, published) == ROWS
    twice = "select count(*) from (select object from activity_activity where verb = 'ideas.idea.published' "
    assert count(site, twice + "and is_imported group by object having count(*) > 1) as doubled") == 0


def test_understanding_goes_on_and_reads_nothing_twice(site: Running) -> None:
    """After the import above: its texts are being read when the worker dies."""
    read = "select count(*) from intelligence_understanding"
    assert processes.wait_until(lambda: 200 <= count(site, read) < ROWS, seconds=120, step=0.1)

    kill_worker(site)
    before = count(site, read)
    assert before < ROWS, "all was read before the worker was killed"
    first = "select max(understood_at)::text from intelligence_understanding"
    assert processes.wait_until(lambda: count(site, read) == ROWS, seconds=240, step=0.5), first
    assert count(site, "select count(distinct subject) from intelligence_understanding") == ROWS


def test_a_round_of_notices_tells_everybody_once_on_the_page_and_nobody_is_forgotten_by_mail(
    site: Running, mailbox: Mailbox
) -> None:
    mailbox.letters.clear()
    idea = int(told(site, ANSWER.format(people=PEOPLE)))
    assert processes.wait_until(lambda: 5 < len(mailbox.letters) < PEOPLE - 20, seconds=90, step=0.01)

    kill_worker(site)
    assert len({address for address, _ in mailbox.letters}) < PEOPLE, (
        "all was sent before the worker was killed"
    )

    waits = "select count(*) from notices_letter where sent_at is null"
    of_idea = f"verb = 'discussions.subject.answered' and object = 'ideas.idea/{idea}'"
    notices = f"select count(*) from notices_notice where {of_idea}"
    assert processes.wait_until(
        lambda: count(site, notices) >= PEOPLE and count(site, waits) == 0 and everybody(mailbox),
        seconds=240,
        step=0.5,
    )
    once = f"select count(*) from (select person_id from notices_notice where {of_idea} group by person_id "
    assert count(site, once + "having count(*) > 1) as doubled") == 0
    # The author is written to about the comments, too.
    letters = Counter(letter for letter in mailbox.letters if letter[0] != "ada@example.org")
    repeated = [letter for letter, times in letters.items() if times > 1]
    assert len(repeated) <= 1, "at most the letter that was in flight goes twice"
    assert len({address for address, _ in letters}) == len(letters), "and then with the same Message-ID"


def everybody(mailbox: Mailbox) -> bool:
    addresses = {address for address, _ in mailbox.letters}
    return {f"person{number}@example.org" for number in range(PEOPLE)} <= addresses


def test_a_mail_server_that_was_down_for_a_while_loses_and_doubles_nothing(
    site: Running, mailbox: Mailbox
) -> None:
    mailbox.letters.clear()
    mailbox.close()
    told(site, ANSWER.format(people=12))
    waits = "select count(*) from notices_letter where sent_at is null and not is_kept"
    assert processes.wait_until(lambda: count(site, waits) >= 12, seconds=60)
    failing = (
        "select count(*) from procrastinate_jobs where task_name = 'notices.send_letter' and attempts > 0"
    )
    assert processes.wait_until(lambda: count(site, failing) > 0, seconds=60)

    mailbox.open()

    assert processes.wait_until(lambda: count(site, waits) == 0, seconds=240, step=0.5)
    letters = Counter(address for address, _ in mailbox.letters if address != "ada@example.org")
    assert {f"person{number}@example.org" for number in range(12)} <= set(letters)
    assert [address for address, times in letters.items() if times > 1] == []
