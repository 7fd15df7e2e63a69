"""Imports, for an archive: what came, what was refused, what a person decided, who claims whom."""

from pathlib import Path, PurePosixPath

from django.conf import settings

from folkmoot.kit.archives import Shape, afterwards, goes_along

from .models import OVER, Import, State
from .tasks import run_import


def in_our_folder(files: list[str]) -> list[str]:
    """By their place among the uploads; what a command read elsewhere on this machine is not there."""
    root = Path(settings.MEDIA_ROOT)
    return [Path(one).relative_to(root).as_posix() for one in files if Path(one).is_relative_to(root)]


def in_their_folder(files: list[str]) -> list[str]:
    """ValueError for a path that leads out of it: what an import names is read."""
    if any(PurePosixPath(one).is_absolute() or ".." in PurePosixPath(one).parts for one in files):
        raise ValueError("a path that leads elsewhere")
    return [str(Path(settings.MEDIA_ROOT) / one) for one in files]


goes_along(
    "channels.import",
    "id community by format files names digests source plan state rows position created updated unchanged "
    "rejected conflicted problem started_at finished_at",
    shapes={"files": Shape(in_our_folder, in_their_folder)},
)
goes_along("channels.rejectedrow", "id import=of where why table cells")
goes_along("channels.arrival", "id import=of ideas comments changes before")
goes_along("channels.mapping", "id community fingerprint name plan used_at")
goes_along(
    "channels.conflict", "id import=of idea version title body body_html why decision decided_by decided_at"
)
goes_along("channels.claim", "id person author words state asked_at decided_by decided_at because")


@afterwards
def imports_go_on() -> None:
    """One that was under way goes on from where it was, as after a crash."""
    under_way = Import.objects.exclude(state__in=[*OVER, State.PREVIEW])
    for one in under_way.values_list("pk", flat=True):
        run_import.defer(import_id=one)
