"""Uploads: how much of a form is read at all, and pictures, which are shown only as this house has drawn them anew.

What came is never shown: it is decoded within bounds, and the pixels are written into a file of our own, without
EXIF, place, profile, later frames or anything that stood behind the picture. So a file that is two things at once is
only a picture afterwards.
"""

import hashlib
import io
import os
import re
import struct
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import puremagic
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from folkmoot.kit.answers import Refused

MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 25_000_000  # what a telephone takes; decoded, some 100 MB
LONGEST_SIDE = 2048  # pixels, of what is kept
CONTENT_TYPE = "image/webp"
#: Beside a picture: a browser takes it for nothing else, runs nothing in it, and shows it on our pages only.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Disposition": "inline",
    "Cache-Control": "private, no-cache",
}
_READABLE = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
_DIGEST = re.compile(r"[0-9a-f]{64}")
#: What Pillow raises for a file that is broken, cut off, or made to harm.
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    OverflowError,
    ZeroDivisionError,
    NotImplementedError,
    struct.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


class Bounded(FileUploadHandler):
    """The first of Django's upload handlers: a form with more than ``FOLKMOOT_MOST_UPLOADED`` bytes is not read.

    What is announced is refused before it is parsed; what was not announced, when the bound is reached.
    """

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: Mapping[str, Any],
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        self.read = 0
        self._insist(content_length)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.read += len(raw_data)
        self._insist(self.read)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None

    def _insist(self, size: int) -> None:
        if size > settings.FOLKMOOT_MOST_UPLOADED:
            raise RequestDataTooBig(f"more than {settings.FOLKMOOT_MOST_UPLOADED} bytes")


@dataclass(frozen=True)
class Drawn:
    """A picture that was drawn anew: WebP, its size in pixels, and the SHA-256 of its bytes, which is its name."""

    data: bytes
    width: int
    height: int

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def draw(file: "UploadedFile[Any]") -> Drawn:
    """The picture in this file, drawn anew. Its name and what its sender says about it are not looked at.

    Raises Refused, in words, unless it is a whole JPEG, PNG or WebP of at most 8 MB and 25 million pixels.
    """
    if (file.size or 0) > MOST_BYTES:
        raise Refused(_("This file is larger than %(n)d MB.") % {"n": MOST_BYTES // 1024**2})
    data = file.read(MOST_BYTES + 1)
    kind = _kind_of(data)
    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as picture:
            width, height = picture.size
            picture.verify()
        # Asked before a pixel is decoded: a small file may name a very large picture.
        if width * height <= MOST_PIXELS:
            return _draw(data, kind)
    except _BROKEN as broken:
        raise Refused(_("This picture is broken, or not whole.")) from broken
    raise Refused(_("This picture is too large: %(w)d by %(h)d pixels.") % {"w": width, "h": height})


def _kind_of(data: bytes) -> str:
    """What Pillow calls the format that these bytes are. Refused if it is none of ours."""
    try:
        found = puremagic.from_string(data, mime=True)
    except (puremagic.PureError, ValueError):
        found = ""
    if found not in _READABLE:
        raise Refused(_("Choose a picture: JPEG, PNG or WebP. Other files are not taken."))
    return _READABLE[found]


def _draw(data: bytes, kind: str) -> Drawn:
    with Image.open(io.BytesIO(data), formats=[kind]) as picture:
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a large JPEG is decoded at half its size or less
        has_holes = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
        plain = picture.convert("RGBA" if has_holes else "RGB")
        plain.getexif().update(picture.getexif())  # only how it was held; nothing of it is written
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(plain)
    out = io.BytesIO()
    # A new picture of the same pixels: what hangs on the old one stays behind.
    fresh = Image.new(upright.mode, upright.size)
    fresh.paste(upright)
    fresh.save(out, "WEBP", quality=82, method=4)
    return Drawn(out.getvalue(), *fresh.size)


def place_of(digest: str) -> Path:
    """Where a picture lies. ValueError for what is no digest: no name that somebody sent becomes a path."""
    if not _DIGEST.fullmatch(digest):
        raise ValueError("not a digest")
    return Path(settings.MEDIA_ROOT) / "pictures" / digest[:2] / f"{digest}.webp"


def keep(drawn: Drawn) -> str:
    """Write the picture down under its digest, for our eyes only; what is there is never written over."""
    place = place_of(drawn.digest)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    begun = place.with_name(f".{uuid.uuid4().hex}")
    try:
        with open(begun, "xb", opener=_for_us_only) as out:
            out.write(drawn.data)
            out.flush()
            os.fsync(out.fileno())
        if not place.exists():
            begun.rename(place)
    finally:
        begun.unlink(missing_ok=True)
    return drawn.digest


def _for_us_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def forget(digest: str) -> None:
    """Remove the file of a picture that nobody shows any more."""
    place_of(digest).unlink(missing_ok=True)
