"""What people upload is drawn anew, within bounds, or refused in words."""

import io
import os
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from folkmoot.kit import uploads
from folkmoot.kit.answers import Refused

GPS = 0x8825
CANARY = b"Zwillingskanarie"


def picture(kind="JPEG", size=(40, 20), mode="RGB", colour="red", **options) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, kind, **options)
    return out.getvalue()


def drawn(data: bytes, name="holiday.jpg") -> uploads.Drawn:
    return uploads.draw(SimpleUploadedFile(name, data, content_type="image/jpeg"))


def opened(one: uploads.Drawn) -> Image.Image:
    return Image.open(io.BytesIO(one.data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_drawn_anew_as_webp(kind):
    one = drawn(picture(kind))
    assert opened(one).format == "WEBP"
    assert opened(one).size == (one.width, one.height) == (40, 20)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_way_to_keep_pixels_is_read(mode):
    assert drawn(picture("PNG", mode=mode, colour=1 if mode in ("1", "P", "L", "I;16") else None)).width == 40


def test_holes_stay_holes():
    one = opened(drawn(picture("PNG", mode="RGBA", colour=(1, 2, 3, 0))))
    assert one.getpixel((1, 1))[3] == 0


def located() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = CANARY.decode()
    exif[0x9286] = CANARY
    exif.get_ifd(GPS).update({1: "N", 2: (IFDRational(41), IFDRational(23), IFDRational(7))})
    return picture("JPEG", exif=exif.tobytes(), comment=CANARY, icc_profile=b"p" * 200 + CANARY)


def test_place_camera_and_profile_are_gone():
    before = located()
    assert CANARY in before
    assert Image.open(io.BytesIO(before)).getexif().get_ifd(GPS)
    after = drawn(before)
    assert CANARY not in after.data
    assert not dict(opened(after).getexif())
    assert not {"exif", "icc_profile", "xmp", "comment"} & set(opened(after).info)


def test_it_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    assert (drawn(picture(exif=exif.tobytes())).width, drawn(picture()).width) == (20, 40)


def test_only_the_first_frame_is_kept():
    second = Image.new("RGB", (40, 20), "blue")
    many = picture("WEBP", save_all=True, append_images=[second])
    assert Image.open(io.BytesIO(many)).n_frames == 2
    assert getattr(opened(drawn(many)), "n_frames", 1) == 1


def test_a_large_picture_becomes_smaller():
    assert drawn(picture(size=(5000, 100))).width == uploads.LONGEST_SIDE


def png_that_says(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(5001, 5000), (60_000, 60_000), (2**31 - 1, 2**31 - 1)])
def test_34_an_image_bomb_is_refused_before_a_pixel_is_decoded(size, monkeypatch):
    monkeypatch.setattr(uploads, "_draw", lambda *_: pytest.fail("it was decoded"))
    with pytest.raises(Refused):
        drawn(png_that_says(*size))


def test_34_a_bomb_in_a_comment_of_a_picture_is_refused():
    whole = picture("PNG")
    text = zlib.compress(b"x" * 200_000_000)
    data = b"Comment\x00\x00" + text
    chunk = struct.pack(">I", len(data)) + b"zTXt" + data + struct.pack(">I", zlib.crc32(b"zTXt" + data))
    with pytest.raises(Refused):
        drawn(whole[:33] + chunk + whole[33:])


REFUSED = {
    "svg with script": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "svg after a declaration": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>',
    "html": b"<!doctype html><script>alert(1)</script>",
    "pdf with script": b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj",
    "gif that is a script": b"GIF89a/*" + b"\x00" * 20 + b"*/=1;alert(1)//;",
    "gif": picture("GIF"),
    "tiff": picture("TIFF"),
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n(%pipe%id) (w) file\n",
    "zip": b"PK\x03\x04" + b"\x00" * 40,
    "nothing": b"",
    "text": b"only words",
    "head of a jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00<script>alert(1)</script>",
    "half a png": picture("PNG", size=(300, 300))[:400],
    "half a jpeg": picture("JPEG", size=(300, 300))[:700],
    "half a webp": picture("WEBP", size=(300, 300))[:90],
}


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED)
def test_34_what_is_no_whole_picture_is_refused_in_words(data):
    with pytest.raises(Refused, match=r"\w+ \w+"):
        drawn(data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_34_what_stands_behind_a_picture_is_gone(kind):
    tail = b"<script>alert(1)</script>PK\x05\x06" + CANARY
    assert CANARY not in drawn(picture(kind) + tail).data


def test_35_neither_name_nor_type_that_came_with_it_is_believed():
    svg = SimpleUploadedFile("cat.png", REFUSED["svg with script"], content_type="image/png")
    with pytest.raises(Refused):
        uploads.draw(svg)
    assert uploads.draw(SimpleUploadedFile("cat.html", picture(), content_type="text/html")).width == 40


def test_a_file_of_more_than_eight_megabytes_is_refused():
    with pytest.raises(Refused, match="8 MB"):
        drawn(picture() + b"\x00" * uploads.MOST_BYTES)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a" * 63, "A" * 64, "a" * 64 + "\n", "a" * 64 + "/..", ""]
)
def test_35_no_name_that_somebody_sent_is_a_path(name):
    with pytest.raises(ValueError, match="digest"):
        uploads.place_of(name)


def test_35_a_picture_lies_under_its_digest_for_our_eyes_only_and_is_never_written_over(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    one = drawn(picture(), name="../../evil.png")
    place = uploads.place_of(uploads.keep(one))
    assert place.is_relative_to(tmp_path)
    assert os.stat(place).st_mode & 0o777 == 0o600
    assert os.stat(place.parent).st_mode & 0o077 == 0
    before = os.stat(place).st_ino
    uploads.keep(one)
    assert os.stat(place).st_ino == before
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == [place.name]


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["JPEG", "PNG", "WEBP"]),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255))),
    st.data(),
)
def test_whatever_is_broken_in_a_picture_it_is_drawn_or_refused(kind, changes, data):
    bytes_ = bytearray(picture(kind, size=(24, 17)))
    for where, value in changes:
        bytes_[int(where * (len(bytes_) - 1))] = value
    cut = data.draw(st.integers(0, len(bytes_)))
    try:
        one = drawn(bytes(bytes_[: cut or None]))
    except Refused:
        return
    assert one.width * one.height <= uploads.MOST_PIXELS
    assert opened(one).format == "WEBP"


def test_14_a_form_that_announces_too_much_is_not_read(db, settings):
    settings.FOLKMOOT_MOST_UPLOADED = 1000
    browser = Client(raise_request_exception=False)
    body = {"file": SimpleUploadedFile("a.csv", b"x" * 2000)}
    assert browser.post("/account/login/", body).status_code == 413


def test_14_nor_is_one_that_brings_more_than_it_announced(settings):
    settings.FOLKMOOT_MOST_UPLOADED = 1000
    bound = uploads.Bounded()
    bound.handle_raw_input(io.BytesIO(), {}, 10, b"x")
    assert bound.receive_data_chunk(b"y" * 900, 0)
    with pytest.raises(uploads.RequestDataTooBig):
        bound.receive_data_chunk(b"y" * 200, 900)
