"""The file of a backup: whatever happened to it is seen before anything is read."""

import io
import stat
import tarfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.site.backup import archive
from folkmoot.site.backup.archive import Backup, Writer, written
from folkmoot.site.launch.problems import Problem


def write(file: Path, **manifest) -> bytes:
    with written(file) as target:
        writer = Writer(target, at=1_700_000_000)
        writer.add_manifest({"folkmoot": "0.1.0", "members": {}, **manifest})
        writer.add("files/a.txt", io.BytesIO(b"hear hear"), 9)
        writer.close()
    return file.read_bytes()


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> tuple[Path, bytes]:
    file = tmp_path_factory.mktemp("backup") / "whole.tar"
    return file, write(file)


def test_it_is_read_back_and_any_tar_program_opens_it(whole):
    file, _ = whole
    assert Backup(file).manifest["folkmoot"] == "0.1.0"
    with tarfile.open(file) as tar:
        assert tar.getnames() == ["manifest.json", "files/a.txt", "sha256"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@given(data=st.data())
def test_a_bit_that_turned_anywhere_is_seen(whole, data):
    file, content = whole
    at = data.draw(st.integers(0, len(content) - 1))
    bit = data.draw(st.integers(0, 7))
    broken = file.with_name("broken.tar")
    broken.write_bytes(content[:at] + bytes([content[at] ^ (1 << bit)]) + content[at + 1 :])
    with pytest.raises(Problem, match="no backup of Folkmoot|broken or cut off"):
        Backup(broken)


@given(data=st.data())
def test_an_end_that_is_missing_is_seen_and_one_that_is_too_long(whole, data):
    file, content = whole
    cut = file.with_name("cut.tar")
    cut.write_bytes(content[: data.draw(st.integers(0, len(content) - 1))])
    with pytest.raises(Problem, match="no backup of Folkmoot|broken or cut off"):
        Backup(cut)
    cut.write_bytes(content + data.draw(st.binary(min_size=1, max_size=600)))
    with pytest.raises(Problem, match="broken or cut off"):
        Backup(cut)


@given(content=st.binary(max_size=2000))
def test_a_file_of_somebody_else_is_no_backup(whole, content):
    foreign = whole[0].with_name("foreign.tar")
    foreign.write_bytes(content)
    with pytest.raises(Problem, match="no backup of Folkmoot"):
        Backup(foreign)


def test_a_sealed_archive_of_another_kind_is_no_backup(tmp_path):
    write(tmp_path / "other.tar", format="holiday-pictures")
    with pytest.raises(Problem, match="no backup of Folkmoot"):
        Backup(tmp_path / "other.tar")


def test_a_form_that_is_not_known_yet_is_said_with_the_version_that_made_it(tmp_path):
    write(tmp_path / "newer.tar", format_version=2, folkmoot="9.0.0")
    with pytest.raises(Problem, match=r"made by Folkmoot 9\.0\.0.*upgrade"):
        Backup(tmp_path / "newer.tar")


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(Problem, match="cannot be read: No such file"):
        Backup(tmp_path / "none.tar")


def test_a_write_that_fails_leaves_what_was_there(tmp_path):
    def fail() -> None:
        with written(tmp_path / "kept.tar") as file:
            file.write(b"half")
            raise OSError(28, "No space left on device")

    write(tmp_path / "kept.tar")
    before = (tmp_path / "kept.tar").read_bytes()
    with pytest.raises(Problem, match="cannot be written: No space left"):
        fail()
    assert (tmp_path / "kept.tar").read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["kept.tar"]


def test_a_source_that_grows_while_it_is_copied_is_said():
    with pytest.raises(Problem, match="changed while it was copied"):
        Writer(io.BytesIO(), at=0).add("files/a.txt", io.BytesIO(b"longer than told"), 4)


def test_a_name_that_leads_elsewhere_is_refused(tmp_path):
    with written(tmp_path / "sly.tar") as target:
        writer = Writer(target, at=0)
        writer.add_manifest({"folkmoot": "0.1.0", "members": {}})
        writer.add("files/../../outside.txt", io.BytesIO(b"x"), 1)
        writer.close()
    (tmp_path / "into").mkdir()
    with pytest.raises(Problem, match="no plain file of its own"):
        Backup(tmp_path / "sly.tar").extract("files/", tmp_path / "into")
    assert not (tmp_path.parent / "outside.txt").exists()


def test_an_upload_that_is_not_the_one_the_manifest_names_is_refused(tmp_path):
    write(tmp_path / "swapped.tar", members={"files/a.txt": {"bytes": 9, "sha256": "0" * 64}})
    (tmp_path / "into").mkdir()
    with pytest.raises(Problem, match="not the file that its manifest names"):
        Backup(tmp_path / "swapped.tar").extract("files/", tmp_path / "into")


def test_the_seal_stands_at_the_end():
    assert archive.TAIL == 512 * 4
