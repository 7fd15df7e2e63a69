"""Take an archive in, into a place that is empty: looked at whole first, then all of it or nothing."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, models, transaction

from folkmoot.kit.archives import Kind, go_on_afterwards
from folkmoot.site.archive import manifest, rooms
from folkmoot.site.archive.manifest import Archive
from folkmoot.site.archive.writing import copy, make_folder, new_file, uploads
from folkmoot.site.launch.problems import Problem

Say = Callable[[str], None]

BATCH = 1000
ASIDE = ".arriving-"
LOCK_WITHIN = "30s"


def take_in(folder: Path, *, say: Say) -> Archive:
    """Take in what the archive in ``folder`` holds. Nobody is told, and nothing is recorded of it.

    Raises a Problem in words, and leaves everything as it was, if that cannot be done.
    """
    archive = manifest.read(folder.absolute())
    _insist_on_known_words(archive)
    insist_on_nobody()
    archive.insist_on_whole()
    try:
        with _uploads_beside(archive) as settle, transaction.atomic():
            _keep_others_out()
            insist_on_nobody()
            for kind in rooms.kinds():
                _take_in_things(archive, kind, say)
            _insist_on_what_must_hold()
            go_on_afterwards()
            # Last before the commit: a file in its place is more easily taken back than a commit.
            settle()
    except DatabaseError as error:
        raise Problem(f"The database refused the archive and is as it was: {_reason(error)}.") from error
    except OSError as error:
        raise Problem(f"The uploads could not be copied: {error.strerror or error}.") from error
    return archive


def insist_on_nobody() -> None:
    """Problem unless there is nothing here of all that an archive holds."""
    for kind in rooms.kinds():
        if kind.model._default_manager.exists():
            raise Problem(
                f"This place is not empty ({kind.label}). An archive goes into an empty place only: name another"
                " FOLKMOOT_VAR or database."
            )
    if any(uploads(Path(settings.MEDIA_ROOT))):
        raise Problem(f"This place is not empty: there are uploads in {settings.MEDIA_ROOT}.")


def _insist_on_known_words(archive: Archive) -> None:
    known = {kind.label: kind.words for kind in rooms.kinds()}
    foreign = [label for label in archive.kinds if label not in known]
    foreign += [
        f"{label}: {word}"
        for label, one in archive.kinds.items()
        for word in one["words"]
        if label in known and word not in known[label]
    ]
    if foreign:
        raise Problem(
            f"{archive.folder} was written by Folkmoot {archive.told.get('folkmoot')} and tells of {foreign[0]}, which"
            " this version does not know: upgrade Folkmoot first."
        )


def _keep_others_out() -> None:
    """Whoever comes now waits until all is in: nobody's first idea is to lie among what arrives."""
    with connection.cursor() as cursor:
        cursor.execute(f"set local lock_timeout = '{LOCK_WITHIN}'")
        cursor.execute("lock table people_person in share row exclusive mode")


def _take_in_things(archive: Archive, kind: Kind, say: Say) -> None:
    if kind.label not in archive.kinds:
        return
    rest = _things(archive, kind)
    count = 0
    while batch := list(islice(rest, BATCH)):
        kind.model._default_manager.bulk_create(batch)
        count += len(batch)
    if count:
        _advance_numbers(kind.model)
        say(f"{kind.label}: {count:,}")


def _things(archive: Archive, kind: Kind) -> Iterator[models.Model]:
    words = set(archive.kinds[kind.label]["words"])
    for number, line in archive.lines(kind.label):
        try:
            if foreign := set(line) - words:
                raise ValueError(f"the manifest does not tell of {min(foreign)}")
            yield kind.thing(line)
        except ValueError as wrong:
            raise Problem(f"Line {number} of {manifest.file_of(kind.label)}: {wrong}.") from wrong


def _advance_numbers(model: type[models.Model]) -> None:
    """The next thing of this kind gets the key after the last. By ``nextval``, for the application may do no more."""
    key = model._meta.pk
    if not isinstance(key, models.AutoField | models.BigAutoField):
        return
    with connection.cursor() as cursor:
        cursor.execute("select pg_get_serial_sequence(%s, %s)", [model._meta.db_table, key.column])
        (sequence,) = cursor.fetchone()
        last: int = model._default_manager.aggregate(last=models.Max("pk"))["last"]
        cursor.execute("select nextval(%s)", [sequence])
        (at,) = cursor.fetchone()
        cursor.execute("select count(nextval(%s)) from generate_series(1, %s)", [sequence, max(0, last - at)])


def _insist_on_what_must_hold() -> None:
    """Refs by key were not looked at until now, for things may point to what comes later."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")


def _reason(error: DatabaseError) -> str:
    return str(error).strip().splitlines()[0].rstrip(".")


@contextmanager
def _uploads_beside(archive: Archive) -> Iterator[Callable[[], None]]:
    """The uploads lie beside their place; what is given puts them there, and they go again if the block fails."""
    root = Path(settings.MEDIA_ROOT)
    make_folder(root)
    settled: list[Path] = []
    with tempfile.TemporaryDirectory(dir=root, prefix=ASIDE) as name:
        beside = Path(name)
        for place, source in archive.uploads():
            _copy(source, beside / place, archive.files[manifest.FILES + place])

        def settle() -> None:
            for place, _ in archive.uploads():
                make_folder((root / place).parent)
                settled.append(root / place)
                (beside / place).rename(root / place)

        try:
            yield settle
        except BaseException:
            for file in settled:
                file.unlink(missing_ok=True)
            raise


def _copy(source: Path, target: Path, told: dict[str, Any]) -> None:
    make_folder(target.parent)
    with source.open("rb") as given, new_file(target) as out:
        if copy(given, out) != told:
            raise Problem(f"{source} changed while it was copied: try again.")
