"""Forms of tables: text with separators, workbooks, objects in JSON; told apart by what is in the file."""

import zipfile
from collections.abc import Iterable
from pathlib import Path

from folkmoot.domains.channels.importers import NotThisFormat
from folkmoot.domains.channels.tables import Table

from .delimited import Delimited
from .objects import Objects
from .workbook import sheets_of

_OTHERS = (
    (b"\x1f\x8b", "is compressed (gzip): unpack it first, and send what is in it."),
    (b"BZh", "is compressed (bzip2): unpack it first, and send what is in it."),
    (b"\xfd7zXZ\x00", "is compressed (xz): unpack it first, and send what is in it."),
    (b"7z\xbc\xaf", "is compressed (7z): unpack it first, and send what is in it."),
    (b"\x28\xb5\x2f\xfd", "is compressed (zstd): unpack it first, and send what is in it."),
    (b"\xd0\xcf\x11\xe0", "is a workbook of an old kind (XLS): save it as XLSX or CSV, and send that."),
    (b"%PDF", "is a PDF, and holds no table: export the table as XLSX or CSV."),
    (b"PAR1", "is Parquet: export it as CSV."),
    (b"SQLite format 3", "is a database: export the table as CSV."),
    (b"\x89PNG", "is a picture, and holds no table."),
    (b"\xff\xd8\xff", "is a picture, and holds no table."),
    (b"{\\rtf", "is a text of a word processor, and holds no table."),
)


def tables_in(file: Path, *, encoding: str = "") -> list[Table]:
    """All tables of a file: the sheets of a workbook, or the one table of any other. ``encoding`` is a choice.

    Raises NotThisFormat, with a sentence, for what holds no table, is broken, cut off or made to harm.
    """
    with file.open("rb") as opened:
        head = opened.read(4096)
    for mark, sentence in _OTHERS:
        if head.startswith(mark):
            raise NotThisFormat(f"{file.name} {sentence}")
    if head.startswith(b"PK"):
        return _sheets(file)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    is_json = start in (b"{", b"[") and not encoding
    table: Table = Objects(file) if is_json else Delimited(file, encoding=encoding)
    if not table.columns:
        raise NotThisFormat(f"{file.name} is empty.")
    return [table]


def _sheets(file: Path) -> list[Table]:
    if not zipfile.is_zipfile(file):
        raise NotThisFormat(f"{file.name} is a workbook that was cut off, or is broken: send it once more.")
    return list(sheets_of(file))


def all_tables(files: Iterable[Path]) -> list[Table]:
    """All tables of these files, in their order."""
    return [table for file in files for table in tables_in(file)]
