"""Encodings: which one a file of text is written in. A mark says it; else it is guessed, and the guess is shown."""

import codecs
import re
from functools import lru_cache
from pathlib import Path

from charset_normalizer import from_bytes
from django.utils.translation import gettext_lazy as _

MOST_SAMPLED = 64 * 1024
FEW = 3  # so few bytes that are no UTF-8 tell of no other encoding
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: What people may choose on the page, where the guess is wrong.
CHOICES = (
    ("utf-8", "UTF-8"),
    ("utf-16", "UTF-16"),
    ("cp1252", _("Western (Windows-1252, Latin-1)")),
    ("iso8859-15", _("Western (Latin-9)")),
    ("mac-roman", _("Western (Macintosh)")),
    ("cp850", _("Western (DOS)")),
    ("cp1250", _("Central European (Windows-1250)")),
    ("iso8859-2", _("Central European (Latin-2)")),
    ("cp1251", _("Cyrillic (Windows-1251)")),
    ("koi8-r", _("Cyrillic (KOI8-R)")),
    ("cp1253", _("Greek (Windows-1253)")),
    ("cp1254", _("Turkish (Windows-1254)")),
    ("cp1255", _("Hebrew (Windows-1255)")),
    ("cp1256", _("Arabic (Windows-1256)")),
    ("cp1257", _("Baltic (Windows-1257)")),
    ("cp932", _("Japanese (Shift JIS)")),
    ("euc-jp", _("Japanese (EUC)")),
    ("gb18030", _("Chinese (GB 18030)")),
    ("big5", _("Chinese (Big5)")),
    ("cp949", _("Korean")),
)
_KNOWN = {codecs.lookup(choice[0]).name for choice in CHOICES}
# Letters and marks that Western languages write above ASCII.
_WESTERN = frozenset("äöüßÄÖÜéèêëàâáçñíóúîïìôòûùœæøåãõÀÁÂÇÉÈÊËÑÍÓÚÎÔØÅÆŒ¿¡«»‹›“”„‘’‚–—…•€£°§©®™ªº·´²³½\u00a0")


def encoding_of(file: Path) -> str:
    """The name of a codec of Python that reads this file. It reads the whole of it, in pieces; the same file once."""
    seen = file.stat()
    return _encoding_of(file, seen.st_size, seen.st_mtime_ns)


@lru_cache(maxsize=64)
def _encoding_of(file: Path, _size: int, _changed: int) -> str:
    with file.open("rb") as opened:
        head = opened.read(4096)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if wide := _wide(head):
        return wide
    good, bad, sample = _counted(file)
    # A file that is UTF-8 but for a few bytes, or cut off within a letter, is UTF-8: those cells are named.
    if not bad or good >= bad:
        return "utf-8"
    if bad < FEW and not _is_western(sample, "cp1252"):
        return "utf-8"
    return _guessed(sample)


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: every second byte of Western text is NUL."""
    whole = head[: len(head) // 2 * 2]
    if len(whole) < 8:
        return ""
    even, odd = whole[::2].count(0), whole[1::2].count(0)
    if odd > 0.4 * len(whole) / 2 and not even:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * len(whole) / 2 and not odd else ""


_CAPITAL_AMID = re.compile("[a-zäöüßéèà](?=[ÀÁÂÄÅÆÇÉÈÊËÍÎÏÑÓÔÖØÚÛÜŒ])")
_FAULT = re.compile("[\udc80-\udcff]")
_ABOVE = re.compile("[\u0080-\ud7ff\ue000-\U0010ffff]")


def _counted(file: Path) -> tuple[int, int, bytes]:
    """Letters above ASCII that are good UTF-8, bytes that are none, and pieces around those for a guess."""
    good = bad = 0
    sample = bytearray()
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    with file.open("rb") as opened:
        while piece := opened.read(1 << 20):
            if piece.isascii():
                continue
            text = decoder.decode(piece)
            good += len(_ABOVE.findall(text))
            faults = len(_FAULT.findall(text))
            bad += faults
            if faults and len(sample) < MOST_SAMPLED:
                lines = (line for line in piece.splitlines(keepends=True) if not line.isascii())
                for line in lines:
                    sample += line[: MOST_SAMPLED - len(sample)]
                    if len(sample) >= MOST_SAMPLED:
                        break
    return good, bad, bytes(sample)


def _guessed(sample: bytes) -> str:
    if western := _western(sample):
        return western
    found = from_bytes(sample).best()
    name = codecs.lookup(found.encoding).name if found else ""
    return name if name in _KNOWN else "cp1252"


def _western(sample: bytes) -> str:
    """The first in which there are single letters above ASCII, of the Western kind, among many of ASCII."""
    return next((name for name in ("cp1252", "mac-roman", "cp850") if _is_western(sample, name)), "")


def _is_western(sample: bytes, name: str) -> bool:
    try:
        text = sample.decode(name)
    except UnicodeDecodeError:
        return False
    above = [letter for letter in text if not letter.isascii()]
    letters = sum(letter.isalpha() for letter in text)
    western = sum(letter in _WESTERN for letter in above)
    amid = len(_CAPITAL_AMID.findall(text))  # nobody writes fÅr: it is für in another encoding
    is_sparse = sum(one.isalpha() for one in above) <= 0.35 * letters
    return western >= 0.9 * len(above) and amid <= 0.1 * len(above) and is_sparse


def is_known(name: str) -> bool:
    """May this be chosen?"""
    return name in dict(CHOICES)
