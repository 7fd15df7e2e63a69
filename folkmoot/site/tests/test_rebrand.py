"""The brand: administrators change it, everybody sees it, every version can be gone back to."""

import gzip
import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.test import override_settings
from PIL import Image

from folkmoot.activity.models import AuditEntry
from folkmoot.kit.answers import Overtaken, Refused
from folkmoot.kit.uploads import place_of
from folkmoot.site import actions, brand, known, rules
from folkmoot.site.brand import Look
from folkmoot.site.models import Brand

WATER = Look(name="Brightwater", tagline="Tell us about your water.", ideas="Proposals", colour="#8a1c5c")


pytestmark = pytest.mark.usefixtures("own_look")


def picture(size=(600, 300), kind="PNG") -> SimpleUploadedFile:
    drawn, said = BytesIO(), Image.Exif()
    said[0x010E] = "secret"  # a description
    Image.new("RGB", size, "purple").save(drawn, kind, exif=said)
    return SimpleUploadedFile("logo.png", drawn.getvalue(), "image/png")


def sent(**changes):
    words = {
        "name": "Brightwater",
        "tagline": "",
        "welcome": "",
        "call": "",
        "ideas": "",
        "colour": "#8a1c5c",
    }
    return words | {"after": "0", "kept": ""} | changes


def page_of(client, path="/") -> str:
    known.forget()
    return client.get(path).content.decode()


def test_everybody_sees_the_name_the_words_and_the_colour(root, client):
    actions.rebrand(by=root, look=WATER)

    page = page_of(client)
    assert "<title>Welcome · Brightwater</title>" in page
    assert "Tell us about your water." in page
    assert re.search(r'<a href="/ideas/"[^>]*>Proposals</a>', page)
    assert '<meta name="theme-color" content="#8a1c5c">' in page
    assert brand.address_of("#8a1c5c") in page


def test_it_is_noted_for_administrators(root):
    actions.rebrand(by=root, look=WATER)
    entry = AuditEntry.objects.get(what="site.brand.rebranded")
    assert entry.who == f"people.person/{root.pk}"
    assert entry.facts == {"number": 1}


@pytest.mark.parametrize("who", ["ada", "cleo", "dan", "eva", "fay", "mia"])
def test_nobody_else_may(garden, cast, enter, who):
    actions.rebrand(by=cast["root"], look=WATER)
    assert not rules.may_rebrand(cast[who])
    browser = enter(cast[who])
    assert browser.get("/brand/").status_code == 403
    browser.post("/brand/rebrand/", sent(name="Mine", after="1"))
    browser.post("/brand/revert/", {"number": "0", "after": "1"})
    assert "Mine" not in browser.post("/brand/preview/", sent(name="Mine"), follow=True).content.decode()
    with pytest.raises(Refused, match="administrators"):
        actions.rebrand(by=cast[who], look=Look(name="Mine"))
    with pytest.raises(Refused, match="administrators"):
        actions.revert(by=cast[who], number=0)
    with pytest.raises(Refused, match="administrators"):
        actions.keep_logo(picture(), by=cast[who])
    assert Brand.objects.count() == 1


def test_one_goes_back_to_the_version_before_and_nothing_is_lost(root, client, enter):
    actions.rebrand(by=root, look=WATER)
    actions.rebrand(by=root, look=Look(name="Darkwater", colour="#000000"))
    assert "Undo: back to this" in enter(root).get("/brand/").content.decode()

    enter(root).post("/brand/revert/", {"number": "1", "after": "2"})

    assert list(Brand.objects.newest_first().values_list("number", "name", "back_to")) == [
        (3, "Brightwater", 1),
        (2, "Darkwater", None),
        (1, "Brightwater", None),
    ]
    assert "Brightwater" in page_of(client)
    assert AuditEntry.objects.filter(what="site.brand.reverted").exists()


def test_one_goes_back_to_how_the_house_came(root, client):
    actions.rebrand(by=root, look=WATER)
    actions.revert(by=root, number=0, after=1)

    page = page_of(client)
    assert "<title>Welcome · Folkmoot</title>" in page
    assert "theme-color" not in page


@pytest.mark.parametrize("number", [1, 2, 7])
def test_there_is_no_going_back_to_what_is_there_or_never_was(root, number):
    actions.rebrand(by=root, look=WATER)
    with pytest.raises(Refused, match="no such version"):
        actions.revert(by=root, number=number)


def test_whoever_is_overtaken_keeps_their_words(root, enter):
    actions.rebrand(by=root, look=WATER)
    with pytest.raises(Overtaken):
        actions.rebrand(by=root, look=Look(name="Mine"), after=0)

    answer = enter(root).post("/brand/rebrand/", sent(name="Mine", after="0"))
    assert answer.status_code == 422
    assert 'value="Mine"' in answer.content.decode()
    assert 'name="after" value="1"' in answer.content.decode()
    assert Brand.objects.count() == 1


def test_the_same_again_is_no_new_version(root):
    actions.rebrand(by=root, look=WATER)
    with pytest.raises(Refused, match="Nothing has changed"):
        actions.rebrand(by=root, look=WATER)


def test_a_preview_shows_it_to_one_and_saves_nothing(root, enter, client):
    answer = enter(root).post("/brand/preview/", sent(name="Trywater"))

    page = answer.content.decode()
    assert "nothing is saved yet" in page
    assert "<title>Name and colour · Trywater</title>" in page
    assert brand.address_of("#8a1c5c") in page
    assert not Brand.objects.exists()
    assert "Trywater" not in page_of(client)


def test_a_logo_goes_from_the_preview_to_the_saving_and_is_shown_small(
    root, enter, client, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    preview = enter(root).post("/brand/preview/", sent() | {"file": picture(kind="JPEG")}).content.decode()
    kept = re.search(r'name="kept" value="([^"]+)"', preview)[1]
    shown = re.search(r'src="(/brand/logo/[0-9a-f]{64}/)"', preview)[1]
    client.logout()
    assert client.get(shown).status_code == 404  # not before it is saved

    enter(root).post("/brand/rebrand/", sent(kept=kept))
    client.logout()

    answer = client.get(shown)
    data = b"".join(answer.streaming_content)
    assert answer["Content-Type"] == "image/webp"
    assert "immutable" in answer["Cache-Control"]
    assert "sandbox" in answer["Content-Security-Policy"]
    assert Image.open(BytesIO(data)).size == (160, 80)
    assert b"secret" not in data
    page = page_of(client)
    assert f'<link rel="icon" type="image/webp" href="{shown}">' in page
    assert f'<img src="{shown}" alt="">' in page


def test_a_picture_of_somebody_else_is_no_logo(root, enter, settings, tmp_path, client):
    settings.MEDIA_ROOT = tmp_path
    hidden = actions.keep_logo(picture(), by=root)
    assert place_of(hidden).exists()
    assert client.get(f"/brand/logo/{hidden}/").status_code == 404
    enter(root).post("/brand/rebrand/", sent(kept=hidden))  # not signed: not taken
    assert Brand.objects.get().logo == ""


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": ""}, "required"),
        ({"colour": "red"}, "Six digits"),
        ({"colour": "#fff;}"}, "Six digits"),
        ({"file": SimpleUploadedFile("x.svg", b"<svg onload=alert(1)>")}, "Choose a picture"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(root, enter, changes, says):
    answer = enter(root).post("/brand/rebrand/", sent() | changes)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Brand.objects.exists()


@pytest.mark.parametrize("wrong", [{"colour": "red"}, {"name": ""}, {"logo": "x"}])
def test_the_database_refuses_what_is_no_brand(root, wrong):
    row = {"number": 1, "name": "X", "by": root} | wrong
    with pytest.raises(DatabaseError), transaction.atomic():
        Brand.objects.create(**row)


def test_what_was_is_never_changed_or_removed(root):
    actions.rebrand(by=root, look=WATER)
    for change in (lambda rows: rows.update(name="X"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(Brand.objects.all())


def test_our_own_colour_needs_no_style_of_its_own(root, enter, client):
    enter(root).post("/brand/rebrand/", sent(colour=brand.OURS))
    assert Brand.objects.get().colour == ""
    assert "/brand/style/" not in page_of(client)


def test_the_colour_comes_within_the_one_style_sheet_and_is_kept_for_ever(root, client, tmp_path):
    actions.rebrand(by=root, look=WATER)
    storages = {"staticfiles": {"BACKEND": "folkmoot.kit.assets.JoinedStorage"}}
    with override_settings(STATIC_ROOT=str(tmp_path), STORAGES=storages, DEBUG=False):
        call_command("collectstatic", interactive=False, verbosity=0)
        links = re.findall(r'<link rel="stylesheet" href="([^"]+)">', page_of(client))
        answer = client.get(links[0], headers={"Accept-Encoding": "gzip"})
        stale = client.get("/brand/style/0123456789ab/8a1c5c.css")
    brand.style_of.cache_clear()

    assert len(links) == 1
    style = gzip.decompress(answer.content).decode()
    assert style.startswith("/* Order of authority")
    assert style.endswith("@layer tokens { :root { --brand: #8a1c5c; } }\n")
    assert "immutable" in answer["Cache-Control"]
    assert stale.headers["Location"] == links[0]  # a page from before an update finds the new one


@pytest.mark.parametrize("colour", ["zzzzzz", "8a1c5", "8a1c5c0", "8A1C5C"])
def test_what_is_no_colour_is_no_style(client, db, colour):
    assert client.get(f"/brand/style/{brand.stamp()}/{colour}.css").status_code == 404
