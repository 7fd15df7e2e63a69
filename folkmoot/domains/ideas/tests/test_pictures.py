"""Pictures of an idea: attach and detach by its author, seen by whoever may see the idea."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from folkmoot.activity.models import Activity
from folkmoot.domains.ideas import actions, rules
from folkmoot.domains.ideas.models import Picture
from folkmoot.kit import uploads
from folkmoot.kit.answers import Refused
from folkmoot.kit.seals import seal
from folkmoot.kit.subjects import erasers, holdings

CANARY = "Zwillingskanarie"


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def file(name="cat.png", colour="red"):
    out = io.BytesIO()
    Image.new("RGB", (30, 20), colour).save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue())


@pytest.fixture
def draft(garden, ada):
    return actions.draft(garden, by=ada, title="A bench", body="Under the tree.")


@pytest.fixture
def idea(draft, ada):
    return actions.publish(draft, by=ada)


def address(picture):
    return f"/ideas/{picture.idea_id}/pictures/{picture.pk}/"


def test_only_its_author_may_attach_and_detach(idea, cast, ada):
    picture = actions.attach(idea, by=ada, file=file(), alt="A bench")
    assert {n for n, p in cast.items() if rules.may_attach(p, idea)} == {"ada"}
    assert {n for n, p in cast.items() if rules.may_detach(p, picture)} == {"ada"}


def test_a_picture_of_a_public_idea_is_sealed_and_the_stream_holds_no_word_of_it(idea, ada, happened):
    picture = actions.attach(idea, by=ada, file=file(), alt=CANARY)
    sealed = seal({"digest": picture.digest, "alt": CANARY}, salt=picture.salt)
    assert happened("ideas.idea.attached", object=idea, actor=ada)

    one = Activity.objects.get(verb="ideas.idea.attached")
    assert one.seal == sealed
    assert CANARY not in f"{one.details}"
    actions.detach(picture, by=ada)
    assert happened("ideas.idea.detached", object=idea)


def test_a_draft_is_its_authors_own_affair(draft, ada, happened):
    actions.attach(draft, by=ada, file=file(), alt="A bench")
    assert not happened("ideas.idea.attached", object=draft)


def test_an_idea_has_six_pictures_at_most(draft, ada):
    for number in range(6):
        actions.attach(draft, by=ada, file=file(colour=(number, 0, 0)), alt="One")
    with pytest.raises(Refused, match="6 pictures"):
        actions.attach(draft, by=ada, file=file(), alt="Seven")
    one = draft.pictures.all()[2]
    actions.detach(one, by=ada)
    assert actions.attach(draft, by=ada, file=file(), alt="Again").position == 3


@pytest.mark.parametrize("wrong", [{"position": 7}, {"position": 0}, {"alt": ""}, {"position": 1}])
def test_the_database_refuses_a_seventh_one_without_words_and_two_in_one_place(draft, ada, wrong):
    actions.attach(draft, by=ada, file=file(), alt="One")
    fields = {"position": 2, "alt": "x", "digest": "0" * 64, "width": 1, "height": 1} | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        Picture.objects.create(idea=draft, by=ada, **fields)


def test_it_is_attached_and_detached_by_plain_forms(draft, ada, enter):
    browser = enter(ada)
    answer = browser.post(f"/ideas/{draft.pk}/edit/", {"title": "A bank", "body": "x", "pictures": "1"})
    assert answer.headers["Location"] == f"/ideas/{draft.pk}/attach/"
    page = browser.get(f"/ideas/{draft.pk}/attach/")
    assert 'enctype="multipart/form-data"' in page.text
    assert (
        browser.post(f"/ideas/{draft.pk}/attach/", {"file": file(), "alt": "A <b>bench</b>"}).status_code
        == 302
    )
    picture = draft.pictures.get()
    page = browser.get(f"/ideas/{draft.pk}/").text
    assert (
        f'src="{address(picture)}" alt="A &lt;b&gt;bench&lt;/b&gt;" width="30" height="20" loading="lazy"'
        in page
    )
    assert browser.post(address(picture) + "detach/").status_code == 302
    assert not draft.pictures.exists()


@pytest.mark.parametrize("sent", ["svg", "no words", "nothing"])
def test_what_is_wrong_is_said_beside_the_field(draft, ada, enter, sent):
    svg = SimpleUploadedFile("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    form = {"svg": {"file": svg, "alt": "x"}, "no words": {"file": file()}, "nothing": {"x": "1"}}[sent]
    answer = enter(ada).post(f"/ideas/{draft.pk}/attach/", form)
    assert answer.status_code == 422
    assert 'class="error"' in answer.text
    assert not draft.pictures.exists()


def test_35_it_is_served_as_a_picture_and_nothing_else(idea, ada, cleo, client):
    picture = actions.attach(idea, by=ada, file=file("x.html"), alt="A bench")
    actions.let_pass(idea, by=cleo)
    answer = client.get(address(picture))
    content = b"".join(answer.streaming_content)
    assert Image.open(io.BytesIO(content)).format == "WEBP"
    assert {name: answer.headers[name] for name in ("Content-Type", *uploads.HEADERS)} == {
        "Content-Type": "image/webp",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Content-Disposition": "inline",
        "Cache-Control": "private, no-cache",
    }
    assert "html" not in str(answer.headers)


def test_what_a_browser_has_is_not_sent_again_but_asked_again(idea, ada, cleo, client):
    picture = actions.attach(idea, by=ada, file=file(), alt="A bench")
    actions.let_pass(idea, by=cleo)
    tag = {"If-None-Match": f'"{picture.digest}"'}
    assert client.get(address(picture), headers=tag).status_code == 304
    actions.hide(idea, by=cleo, reason="other")
    assert client.get(address(picture), headers=tag).status_code == 404


def seen_by(cast, client, picture):
    seen = set()
    for name, person in {"visitor": None, **cast}.items():
        client.logout()
        if person:
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        answer = client.get(address(picture))
        assert answer.status_code in (200, 404)
        seen |= {name} if answer.status_code == 200 else set()
    return seen


def test_2_a_picture_is_seen_by_whoever_may_see_its_idea(draft, workshop, cast, client, ada, eva, cleo):
    private = actions.draft(workshop, by=eva, title="A pump")
    pumps = actions.attach(private, by=eva, file=file(), alt="x")
    actions.publish(private, by=eva)
    benches = actions.attach(draft, by=ada, file=file(), alt="x")
    assert seen_by(cast, client, benches) == {"ada"}
    assert seen_by(cast, client, pumps) == {"eva", "mia", "root"}
    actions.let_pass(actions.publish(draft, by=ada), by=cleo)
    assert seen_by(cast, client, benches) == {"visitor", *cast}


def test_8_a_picture_of_a_hidden_idea_is_for_its_author_and_those_who_moderate(idea, ada, cleo, cast, client):
    picture = actions.attach(idea, by=ada, file=file(), alt=CANARY)
    actions.hide(idea, by=cleo, reason="other")
    assert seen_by(cast, client, picture) == {"ada", "cleo", "mia", "root"}


def test_2_the_key_of_a_picture_opens_nothing_beside_another_idea(idea, garden, ada, ben, enter):
    hers = actions.attach(idea, by=ada, file=file(), alt="x")
    his = actions.publish(actions.draft(garden, by=ben, title="A tree"), by=ben)
    browser = enter(ben)
    assert browser.get(f"/ideas/{his.pk}/pictures/{hers.pk}/").status_code == 404
    assert browser.post(f"/ideas/{his.pk}/pictures/{hers.pk}/detach/").status_code == 404
    assert browser.post(address(hers) + "detach/").status_code == 404
    assert browser.post(f"/ideas/{idea.pk}/attach/", {"file": file(), "alt": "mine"}).status_code == 404
    assert Picture.objects.get() == hers


def test_the_first_pictures_of_somebody_new_wait_for_a_moderator(idea, ada, happened):
    actions.attach(idea, by=ada, file=file(), alt="Visit us")
    idea.refresh_from_db()
    assert idea.is_held
    assert happened("ideas.idea.held", object=idea)


def test_a_file_goes_when_nobody_shows_it_any_more(
    draft, garden, ada, ben, django_capture_on_commit_callbacks
):
    hers = actions.attach(draft, by=ada, file=file(), alt="x")
    his = actions.attach(
        actions.draft(garden, by=ben, title="A tree"), by=ben, file=file("other.png"), alt="y"
    )
    place = uploads.place_of(hers.digest)
    assert hers.digest == his.digest
    for picture, person, is_there in ((hers, ada, True), (his, ben, False)):
        with django_capture_on_commit_callbacks(execute=True):
            actions.detach(picture, by=person)
        assert place.exists() is is_there


def test_whoever_leaves_finds_their_pictures_and_takes_them(idea, ada, django_capture_on_commit_callbacks):
    picture = actions.attach(idea, by=ada, file=file(), alt=CANARY)
    held = next(one for one in holdings() if one.name == "ideas_pictures")
    assert [(one["title"], one["address"]) for one in held.tell(ada)] == [(CANARY, address(picture))]
    with django_capture_on_commit_callbacks(execute=True):
        for erase in erasers():
            if erase.__module__.endswith("ideas.holdings"):
                erase(ada, by=ada, takes_texts=True)
    assert not Picture.objects.exists()
    assert not uploads.place_of(picture.digest).exists()
