"""What tests of an archive share: a place that is empty again, a small world, and the hand of a forger."""

import hashlib
import io
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from PIL import Image

from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.ideas.models import Idea
from folkmoot.site.archive import manifest, rooms, writing


class _Gone(Exception):
    """Ends the transaction of a place that is left."""


@contextmanager
def left_behind() -> Iterator[None]:
    """What the block writes is gone after it: the place is empty, as another one would be."""
    try:
        with transaction.atomic():
            yield
            raise _Gone
    except _Gone:
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
        _begin_to_count_anew()


def _begin_to_count_anew() -> None:
    """Numbers that were drawn stay drawn when a transaction is undone; another place would begin at 1."""
    with connection.cursor() as cursor:
        for kind in rooms.kinds():
            key = kind.model._meta.pk
            cursor.execute(
                "select setval(pg_get_serial_sequence(%s, %s), 1, false)",
                [kind.model._meta.db_table, key.column],
            )


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "teal").save(out, "PNG")
    return SimpleUploadedFile("bench.png", out.getvalue())


def bench(garden: Any, mia: Any, ben: Any) -> Idea:
    """An idea of somebody who is trusted, with two versions, a picture and a supporter."""
    draft = ideas.draft(garden, by=mia, title="A bench", body="Under the *old* tree.")
    idea = ideas.publish(draft, by=mia)
    ideas.attach(idea, by=mia, file=picture(), alt="A bench in the shade")
    ideas.support(idea, by=ben)
    return ideas.revise(idea, by=mia, title="Two benches", body="Under the *old* tree, and by the well.")


def written(folder: Path) -> dict[str, bytes]:
    """Everything in an archive but when it was written."""
    found = {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
    told = json.loads(found[manifest.NAME])
    del told["made_at"]
    return found | {manifest.NAME: json.dumps(told).encode()}


def write(folder: Path) -> dict[str, Any]:
    return writing.write(folder, say=quiet)


def quiet(_: str) -> None:
    """Nobody reads along."""


def forge(folder: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """Change a file of the archive, and the manifest so that it fits: the work of somebody who knows the format."""
    file, head = folder / name, folder / manifest.NAME
    data = change(file.read_bytes())
    file.write_bytes(data)
    told = json.loads(head.read_text())
    told["files"][name] = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    label = name.removeprefix(manifest.THINGS).removesuffix(".jsonl")
    if label in told["kinds"]:
        told["kinds"][label]["lines"] = data.count(b"\n")
    head.write_text(json.dumps(told))
