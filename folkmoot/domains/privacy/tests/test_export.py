"""Everything about me in one file: all of mine, nothing of others, once, for me alone, for a week."""

import json
import stat
import zipfile
from datetime import timedelta

import pytest
from procrastinate.contrib.django import app

from folkmoot.activity.models import AuditEntry
from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.people.models import Person
from folkmoot.domains.privacy import actions, packing, rules, tasks
from folkmoot.domains.privacy.models import Export, State
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused
from folkmoot.kit.subjects import holdings

from .conftest import canary

#: Everything that ``gave`` wrote, and ``both`` after it.
PLACES = [
    *("name", "drafttitle", "draftbody", "title", "body", "newtitle", "newbody", "gonetitle", "gonebody"),
    *("gonereason", "comment", "uid", "extra", "agent", "token", "flag", "told", "appeal", "reply", "alt"),
]


def made(person: Person) -> Export:
    return actions.run(actions.export(by=person))


def read(one: Export, name: str = "data.json") -> str:
    with zipfile.ZipFile(one.file) as zipped:
        return zipped.read(name).decode()


@pytest.mark.parametrize("entry", ["data.json", "index.html"])
def test_the_file_holds_all_of_mine_and_not_a_byte_of_anybody_elses(both, ada, ben, entry):
    text = read(made(ada), entry)
    assert [place for place in PLACES if canary(ada, place) not in text] == []
    assert "canaryben" not in text
    assert ben.email not in text


def test_no_secret_lies_in_the_file(both, ada):
    text = read(made(ada))
    for secret in (
        canary(ada, "secret"),
        ada.tokens.get().digest,
        ada.sign_in_links.first().digest,
        ada.password,
    ):
        assert secret not in text


def test_two_exports_at_once_do_not_mix(both, ada, ben):
    """Both half written, in turns, as by two workers."""
    one, other = actions.export(by=ada), actions.export(by=ben)
    done = {person: actions.run(export) for person, export in ((ada, one), (ben, other))}
    assert "canaryben" not in read(done[ada])
    assert "canaryada" not in read(done[ben])
    assert done[ada].file != done[ben].file


def test_programs_can_read_it_and_each_thing_stands_once(both, ada):
    data = json.loads(read(made(ada)))
    assert data["schema"] == packing.SCHEMA
    assert list(data["rooms"]) == [holding.name for holding in holdings()]
    ideas = [one for one in data["rooms"]["ideas"] if one["kind"] == "idea"]
    assert len(ideas) == ada.ideas.count()
    assert all(
        {"kind", "title", "address", "moment"} <= set(one) for room in data["rooms"].values() for one in room
    )


def test_what_i_wrote_is_no_markup_in_the_page(garden, ada):
    idea = ideas.publish(ideas.draft(garden, by=ada, title="<script>alert(1)</script>", body="x"), by=ada)
    discussions.post(idea, by=ada, community=garden, body="<img src=x onerror=alert(1)>")
    page = read(made(ada), "index.html")
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page


def test_a_worker_that_was_killed_is_followed_by_one_that_goes_on_and_doubles_nothing(both, ada, monkeypatch):
    one, written = actions.export(by=ada), packing.write_part
    seen: list[str] = []

    def dies_in_the_third_room(folder, name, attempt, records):
        seen.append(name)
        if len(seen) == 3:
            (folder / f"{name}.{attempt}").write_text('{"half a rec')
            raise KeyboardInterrupt
        return written(folder, name, attempt, records)

    monkeypatch.setattr(packing, "write_part", dies_in_the_third_room)
    with pytest.raises(KeyboardInterrupt):
        actions.run(one)
    one.refresh_from_db()
    assert (one.state, one.position) == (State.RUNNING, 2)

    done = actions.run(one)
    names = [holding.name for holding in holdings()]
    assert seen == [*names[:3], *names[2:]]
    data = json.loads(read(done))
    assert done.records == sum(len(room) for room in data["rooms"].values())
    fresh = {room: len(things) for room, things in data["rooms"].items()}
    again = {room: len(things) for room, things in json.loads(read(made(ada)))["rooms"].items()}
    assert again == fresh | {"privacy": fresh["privacy"] + 1}  # the export itself


def test_an_older_worker_lets_a_newer_one_be(both, ada):
    one = actions.export(by=ada)
    newer = actions.run(one)
    with pytest.raises(actions.TakenOver):
        actions.run(one)
    assert newer.state == State.DONE


def test_a_stop_is_heard_within_a_room_and_it_is_resumed(both, ada, monkeypatch):
    one, written = actions.export(by=ada), packing.write_part
    stopped: list[str] = []

    def stops_in_the_room_of_ideas(folder, name, attempt, records):
        if name == "ideas" and not stopped:
            stopped.append(name)
            actions.stop(one, by=ada)
        return written(folder, name, attempt, records)

    monkeypatch.setattr(packing, "write_part", stops_in_the_room_of_ideas)
    with pytest.raises(actions.TakenOver):
        actions.run(one)
    one.refresh_from_db()
    assert (one.state, one.file.exists()) == (State.STOPPED, False)
    assert not (one.folder / "ideas.jsonl").exists()  # heard within the room, not after it

    done = actions.run(actions.resume(one, by=ada))
    assert done.state == State.DONE
    assert canary(ada, "body") in read(done)


def test_only_one_is_made_at_a_time(both, ada):
    actions.export(by=ada)
    with pytest.raises(Refused, match="already"):
        actions.export(by=ada)
    assert not rules.may_export(ada)


def test_the_page_asks_for_it_and_the_worker_makes_it(both, ada, enter, work):
    browser = enter(ada)
    assert browser.post("/privacy/export/").status_code == 302
    assert "<live-progress" in browser.get("/privacy/").content.decode()
    assert work() == ["privacy.run_export"]
    page = browser.get("/privacy/").content.decode()
    assert "download/" in page
    assert "<live-progress" not in page


def test_the_job_is_queued_with_the_change(both, ada, enter):
    enter(ada).post("/privacy/export/")
    assert len(app.job_manager.list_jobs(task="privacy.run_export", status="todo")) == 1


def test_a_page_stops_and_resumes_it(both, ada, enter, work):
    browser = enter(ada)
    browser.post("/privacy/export/")
    pk = Export.objects.get().pk
    browser.post(f"/privacy/exports/{pk}/stop/")
    assert "resume/" in browser.get("/privacy/").content.decode()
    assert Export.objects.get().state == State.STOPPED
    browser.post(f"/privacy/exports/{pk}/resume/")
    work()
    assert Export.objects.get().state == State.DONE


def test_it_is_downloaded_by_its_owner_and_is_not_there_for_anybody_else(both, cast, enter, client):
    one = made(cast["ada"])
    address = f"/privacy/exports/{one.pk}/download/"
    assert client.get(address).status_code == 404
    for name, person in cast.items():
        answer = enter(person).get(address)
        assert answer.status_code == (200 if name == "ada" else 404), name
    client.logout()
    assert client.get(address).status_code == 404


def test_a_download_is_kept_by_no_cache_and_opened_by_no_browser(both, ada, enter):
    one = made(ada)
    answer = enter(ada).get(f"/privacy/exports/{one.pk}/download/")
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Type"] == "application/zip"
    assert b"".join(answer.streaming_content) == one.file.read_bytes()
    assert AuditEntry.objects.filter(what="privacy.export.taken", who=f"people.person/{ada.pk}").count() == 1


def test_the_file_is_for_the_house_alone(both, ada, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        one = made(ada)
    assert stat.S_IMODE(one.file.stat().st_mode) == 0o600
    assert one.size == one.file.stat().st_size
    assert not one.folder.exists()
    assert len(one.name) == 32


def test_after_a_week_it_is_gone(both, ada, enter, django_capture_on_commit_callbacks):
    one = made(ada)
    with clock.set_to(clock.now() + timedelta(days=7, seconds=1)):
        assert enter(ada).get(f"/privacy/exports/{one.pk}/download/").status_code == 404
    file = one.file
    assert file.exists()
    Export.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    with django_capture_on_commit_callbacks(execute=True):
        tasks.forget_exports(0)
    assert not file.exists()
    assert Export.objects.count() == 0


def test_it_is_owned_by_whoever_it_tells_of(both, cast):
    one = actions.export(by=cast["ada"])
    assert {name for name, who in cast.items() if rules.may_stop(who, one)} == {"ada"}
    actions.stop(one, by=cast["ada"])
    one.refresh_from_db()
    assert {name for name, who in cast.items() if rules.may_resume(who, one)} == {"ada"}
    assert {name for name, who in cast.items() if rules.may_export(who)} == set(cast)


def test_a_week_later_it_is_not_resumed(both, ada):
    one = actions.stop(actions.export(by=ada), by=ada)
    Export.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    with pytest.raises(Refused, match="too old"):
        actions.resume(one, by=ada)


def test_parts_that_are_gone_are_written_again(both, ada):
    """A data directory that was brought back from a backup has rows, but no half-written files."""
    one = actions.export(by=ada)
    Export.objects.update(position=4, records=40)
    one.refresh_from_db()
    done = actions.run(one)
    assert (done.state, done.position) == (State.DONE, len(holdings()))
    assert canary(ada, "name") in read(done)


def test_one_that_cannot_be_made_says_so_and_does_not_bar_the_way(both, ada, files):
    (files / "exports").write_text("a file where a folder should be")
    one = actions.export(by=ada)
    for _try in range(tasks.MOST_TRIES - 1):
        with pytest.raises(OSError, match="exports"):
            tasks.run_export.func(export_id=one.pk)
    tasks.run_export.func(export_id=one.pk)
    one.refresh_from_db()
    assert one.state == State.FAILED
    assert rules.may_resume(ada, one)
    assert rules.may_export(ada)


def test_my_files_go_with_it_and_those_of_others_do_not(both, ada, ben):
    with zipfile.ZipFile(made(ada).file) as zipped:
        files = [name for name in zipped.namelist() if name.startswith("pictures/")]
        digests = {name.rpartition("/")[2].removesuffix(".webp") for name in files}
        assert digests == set(both["ada"]["idea"].pictures.values_list("digest", flat=True))
        assert zipped.read(files[0]).startswith(b"RIFF")
    assert not digests & set(both["ben"]["idea"].pictures.values_list("digest", flat=True))
