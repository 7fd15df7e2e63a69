"""An archive that is broken, altered or foreign is refused in words, and so is a place with something in it; then
nothing has changed. An export that cannot be finished leaves nothing behind."""

import json
import re
import resource
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.people import actions as people
from folkmoot.domains.people.models import Person
from folkmoot.site.archive import manifest, reading
from folkmoot.site.launch.problems import Problem

from .moving import bench, forge, left_behind, quiet, write, written

IDEAS, PEOPLE = "things/ideas.idea.jsonl", "things/people.person.jsonl"


@pytest.fixture
def archive(request, db, tmp_path, settings):
    """An archive of a place with an idea and a picture; here there is nothing."""
    settings.MEDIA_ROOT = tmp_path / "uploads"
    with left_behind():
        bench(*(request.getfixturevalue(name) for name in ("garden", "mia", "ben")))
        write(tmp_path / "archive")
    return tmp_path / "archive"


@contextmanager
def small_disk(most):
    """No file may have more bytes than this; what is written beyond fails as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def refusal(archive: Path) -> str:
    with pytest.raises(Problem) as refused:
        reading.take_in(archive, say=quiet)
    assert not Person.objects.exists()
    assert not Idea.objects.exists()
    assert [file for file in Path(settings.MEDIA_ROOT).rglob("*") if file.is_file()] == []
    return str(refused.value)


def tell(archive: Path, **changes) -> None:
    """Change what the manifest tells."""
    file = archive / manifest.NAME
    file.write_text(json.dumps(json.loads(file.read_text()) | changes))


def picture_in(archive: Path) -> Path:
    return next((archive / "files").rglob("*.webp"))


def test_unharmed_it_is_taken_in(archive):
    reading.take_in(archive, say=quiet)
    assert Idea.objects.get().title == "Two benches"


@pytest.mark.parametrize("name", [IDEAS, "things/activity.activity.jsonl", "README.md"])
def test_one_turned_bit_is_seen(archive, name):
    data = bytearray((archive / name).read_bytes())
    data[len(data) // 2] ^= 1
    (archive / name).write_bytes(data)
    assert refusal(archive) == f"{name} is not as it was written: the archive is altered or broken."


def test_a_turned_bit_in_a_picture_is_seen(archive):
    file = picture_in(archive)
    file.write_bytes(file.read_bytes()[:-1] + b"!")
    assert "is not as it was written" in refusal(archive)


def test_a_missing_line_is_seen(archive):
    lines = (archive / PEOPLE).read_bytes().splitlines(keepends=True)
    (archive / PEOPLE).write_bytes(b"".join(lines[:-1]))
    assert f"{PEOPLE} is not as it was written" in refusal(archive)


def test_a_missing_line_is_seen_by_its_count_alone(archive):
    told = json.loads((archive / manifest.NAME).read_text())
    told["kinds"]["people.person"]["lines"] += 1
    tell(archive, kinds=told["kinds"])
    assert f"{PEOPLE} is not as it was written" in refusal(archive)


@pytest.mark.parametrize("find", [lambda archive: archive / IDEAS, picture_in], ids=["things", "picture"])
def test_a_missing_file_is_seen(archive, find):
    find(archive).unlink()
    assert "is missing: the archive is not whole" in refusal(archive)


def test_a_file_that_leads_elsewhere_is_no_file(archive, tmp_path):
    (archive / IDEAS).rename(tmp_path / "elsewhere")
    (archive / IDEAS).symlink_to(tmp_path / "elsewhere")
    assert "is missing" in refusal(archive)


@pytest.mark.parametrize("name", ["files/../../escaped", "/etc/passwd", "files//x", "files/./x"])
def test_a_manifest_that_leads_out_of_the_folder_is_refused(archive, name):
    told = json.loads((archive / manifest.NAME).read_text())
    tell(archive, files=told["files"] | {name: {"bytes": 1, "sha256": ""}})
    assert "is no file of the archive" in refusal(archive)


def test_an_upload_that_would_not_lie_among_the_uploads_is_refused(archive):
    told = json.loads((archive / manifest.NAME).read_text())
    tell(archive, files={name.replace("files/", "files/.", 1): one for name, one in told["files"].items()})
    assert "is missing" in refusal(archive)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": "another"}', '{"format": "folkmoot-archive"}'])
def test_a_manifest_that_is_none_is_refused(archive, text):
    (archive / manifest.NAME).write_text(text)
    assert str(archive) in refusal(archive)


@pytest.mark.parametrize(
    "broken", [{"kinds": []}, {"files": None}, {"kinds": {"ideas.idea": 7}}, {"files": {}}]
)
def test_a_manifest_that_does_not_tell_what_is_there_is_refused(archive, broken):
    tell(archive, **broken)
    assert "is broken" in refusal(archive)


def test_a_folder_that_is_no_archive_is_refused(archive, tmp_path):
    (tmp_path / "other").mkdir()
    assert "is no archive of Folkmoot" in refusal(tmp_path / "other")
    assert "is no archive of Folkmoot" in refusal(tmp_path / "nowhere")


def test_a_newer_form_is_refused(archive):
    tell(archive, format_version=manifest.VERSION + 1, folkmoot="99.0")
    said = refusal(archive)
    assert "Folkmoot 99.0" in said
    assert said.endswith("upgrade Folkmoot first.")


@pytest.mark.parametrize("label", ["ideas.idea", "ideas.hologram"])
def test_a_word_or_a_kind_that_is_not_known_here_is_refused(archive, label):
    told = json.loads((archive / manifest.NAME).read_text())
    words = {**told["kinds"]["ideas.idea"]["words"], "weight": "number"}
    name = manifest.file_of(label)
    (archive / name).touch()
    kinds = told["kinds"] | {label: {"lines": 0, "words": words}}
    tell(archive, kinds=kinds, files=told["files"] | {name: {}})
    assert f"tells of {label}" in refusal(archive)


def test_what_an_older_archive_does_not_tell_has_its_usual_value(archive):
    """A kind that did not exist then, and a word that came later."""
    told = json.loads((archive / manifest.NAME).read_text())
    del told["kinds"]["following.follow"], told["files"]["things/following.follow.jsonl"]
    del told["kinds"]["ideas.idea"]["words"]["support_count"]
    tell(archive, kinds=told["kinds"], files=told["files"])
    forge(archive, IDEAS, without("support_count"))
    reading.take_in(archive, say=quiet)
    assert Idea.objects.get().support_count == 0


def without(word):
    def change(data):
        lines = [json.loads(line) for line in data.splitlines()]
        return b"".join(
            json.dumps({key: value for key, value in line.items() if key != word}).encode() + b"\n"
            for line in lines
        )

    return change


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda data: b"not json\n" + data, "Line 1 of things/ideas.idea.jsonl is no JSON object."),
        (lambda data: b"[1]\n" + data, "Line 1 of things/ideas.idea.jsonl is no JSON object."),
        (without("id"), "Line 1 of things/ideas.idea.jsonl: id is missing."),
        (
            lambda data: data.replace(b'"people.person/', b'"ideas.idea/'),
            "author has no value that it can have",
        ),
        (
            lambda data: re.sub(rb'"author":"[^"]+"', b'"author":7', data),
            "author has no value that it can have",
        ),
        (lambda data: data.replace(b'"created_at":"2', b'"created_at":"x'), "created_at has no value"),
        (lambda data: data.replace(b'{"id"', b'{"weight":1,"id"'), "the manifest does not tell of weight"),
        (lambda data: data + data, "The database refused the archive and is as it was"),
        (
            lambda data: data.replace(b'"communities.community/', b'"communities.community/9'),
            "and is as it was",
        ),
        (lambda data: data.replace(b'"state":"live"', b'"state":"lost"'), "and is as it was"),
    ],
)
def test_a_line_that_cannot_be_true_is_refused_with_all_the_others(archive, change, says):
    """Somebody changed it and made the manifest fit."""
    forge(archive, IDEAS, change)
    assert says in refusal(archive)


def test_an_import_that_would_read_elsewhere_is_refused(archive):
    told = {"id": 1, "community": None, "by": None, "files": ["../../secret-key"]}
    forge(archive, "things/channels.import.jsonl", lambda data: json.dumps(told).encode() + b"\n")
    assert "files has no value that it can have" in refusal(archive)


def test_a_place_with_somebody_in_it_is_refused(archive):
    dan = people.meet("dan@example.org", name="Dan")
    with pytest.raises(Problem, match="This place is not empty"):
        reading.take_in(archive, say=quiet)
    assert list(Person.objects.all()) == [dan]
    assert not Idea.objects.exists()


def test_a_place_with_an_upload_is_refused(archive, tmp_path):
    lone = tmp_path / "uploads" / "pictures" / "lone.webp"
    lone.parent.mkdir(parents=True)
    lone.write_bytes(b"theirs")
    with pytest.raises(Problem, match="there are uploads"):
        reading.take_in(archive, say=quiet)
    assert lone.read_bytes() == b"theirs"


def test_an_archive_is_taken_in_once(archive):
    reading.take_in(archive, say=quiet)
    with pytest.raises(Problem, match="not empty"):
        reading.take_in(archive, say=quiet)
    assert Idea.objects.count() == 1


def test_a_full_disk_while_uploads_come_leaves_nothing_behind(archive):
    with small_disk(picture_in(archive).stat().st_size - 1):
        assert "The uploads could not be copied" in refusal(archive)


def test_an_upload_that_finds_no_place_takes_back_those_before_it(archive, tmp_path):
    """The last step of all; by then every line is in."""
    (archive / "files" / "pictures" / "zz.webp").write_bytes(b"the last")
    told = json.loads((archive / manifest.NAME).read_text())
    tell(archive, files=told["files"] | {"files/pictures/zz.webp": {}})
    forge(archive, "files/pictures/zz.webp", bytes)
    (tmp_path / "uploads" / "pictures" / "zz.webp").mkdir(parents=True)
    assert "The uploads could not be copied" in refusal(archive)


def test_whoever_comes_while_it_is_taken_in_waits(archive):
    tried = []

    def come(_: str) -> None:
        with psycopg.connect(**connection.get_connection_params()) as other:
            other.execute("set lock_timeout = '50ms'")
            with pytest.raises(psycopg.errors.LockNotAvailable):
                other.execute("lock table people_person in row exclusive mode")
            other.rollback()
            tried.append(other)

    reading.take_in(archive, say=come)
    assert len(tried) > 5


@pytest.mark.parametrize("most", [40, 400, 4000])
def test_a_full_disk_while_it_is_written_leaves_nothing_behind(archive, tmp_path, most):
    """At a file of things, at a picture or at the manifest."""
    reading.take_in(archive, say=quiet)
    with small_disk(most), pytest.raises(Problem, match="cannot be written: File too large"):
        write(tmp_path / "again")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("again")] == []
    write(tmp_path / "again")
    assert written(tmp_path / "again") == written(archive)


def test_it_is_never_written_over_anything(archive, tmp_path):
    before = written(archive)
    with pytest.raises(Problem, match="is not empty"):
        write(archive)
    (tmp_path / "file").write_text("mine")
    with pytest.raises(Problem, match="is not empty"):
        write(tmp_path / "file")
    (tmp_path / "next.partial").mkdir()
    with pytest.raises(Problem, match=r"next\.partial is left"):
        write(tmp_path / "next")
    with pytest.raises(Problem, match="There is no folder"):
        write(tmp_path / "none" / "next")
    assert written(archive) == before
    (tmp_path / "empty").mkdir()
    write(tmp_path / "empty")
