"""An import is stopped and resumed: what is in stays, nothing comes twice, nothing is left out."""

from itertools import islice
from pathlib import Path

import pytest
from procrastinate.contrib.django import app

from folkmoot.domains.channels import actions, rules
from folkmoot.domains.channels.importers import shelf
from folkmoot.domains.channels.models import Import, State
from folkmoot.domains.ideas.models import Idea
from folkmoot.kit.answers import Refused

ROWS = 30
HEAD = "Date/Time,Idea ID,Idea Number,Stage,Author,Vote Up,Vote Down,Title,Details,URL,Tags\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "ideas.csv"
    lines = [
        f'03/Mar/21 9:12 AM,{n},{n},Discuss,heron,1,0,"Idea number {n}","Words.",,\n'
        for n in range(1, ROWS + 1)
    ]
    file.write_text(HEAD + "".join(lines))
    return file


@pytest.fixture
def half_in(garden, mia, file) -> Import:
    """An import of which ten rows are in."""
    one = actions.start(actions.prepare(garden, by=mia, format="ideascale", files=[file]), by=mia, rows=ROWS)
    return actions.take_in(one, list(islice(shelf.take("ideascale")().read([file]), 10)), at=0)


def test_what_is_in_stays_and_no_more_comes(half_in, mia, happened):
    actions.stop(half_in, by=mia)

    with pytest.raises(actions.TakenOver):
        actions.run(half_in)
    assert Idea.objects.filter(source="ideascale").count() == 10
    assert happened("channels.import.stopped", object=half_in)


def test_it_is_resumed_after_the_last_row_that_is_in(half_in, mia, happened):
    actions.stop(half_in, by=mia)

    done = actions.run(actions.resume(half_in, by=mia))

    assert (done.state, done.position, done.created, done.unchanged) == (State.DONE, ROWS, ROWS, 0)
    assert Idea.objects.filter(source="ideascale").count() == ROWS
    assert happened("channels.import.resumed", object=half_in)


def test_one_that_was_stopped_at_its_very_end_stays_stopped(half_in, mia):
    actions.stop(half_in, by=mia)

    with pytest.raises(actions.TakenOver):
        actions.finish(half_in)
    half_in.refresh_from_db()
    assert half_in.state == State.STOPPED


def test_only_one_that_is_under_way_is_stopped_and_only_a_stopped_one_resumed(half_in, mia):
    with pytest.raises(Refused, match="was stopped"):
        actions.resume(half_in, by=mia)
    actions.run(half_in)
    half_in.refresh_from_db()
    assert not rules.may_stop(mia, half_in)
    assert not rules.may_resume(mia, half_in)


def test_the_page_offers_both_and_the_job_is_queued_with_the_change(half_in, mia, enter):
    browser, address = enter(mia), half_in.get_absolute_url()
    assert "stop/" in browser.get(address).content.decode()

    browser.post(f"{address}stop/")
    page = browser.get(address).content.decode()
    assert "resume/" in page
    assert "stop/" not in page
    assert jobs() == 0

    browser.post(f"{address}resume/")
    assert jobs() == 1


def jobs() -> int:
    """How many jobs wait to go on with an import."""
    return len(app.job_manager.list_jobs(task="channels.run_import", status="todo"))


def test_whoever_may_manage_may_stop_and_nobody_else(cast, garden, half_in):
    assert {name for name, person in cast.items() if rules.may_stop(person, half_in)} == {"mia", "root"}
    half_in.state = State.STOPPED
    assert {name for name, person in cast.items() if rules.may_resume(person, half_in)} == {"mia", "root"}
