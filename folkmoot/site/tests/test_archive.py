"""An archive holds all of a place in its own words; taken in elsewhere, all is as it was, and nobody is told."""

import json
import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.auth.hashers import is_password_usable
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from folkmoot.activity.models import Activity
from folkmoot.domains.channels.models import Import
from folkmoot.domains.communities.models import Community
from folkmoot.domains.discussions.models import Comment
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.ideas.models import Idea, Picture, Support, Version
from folkmoot.domains.ideas.search import search
from folkmoot.domains.intelligence.models import (
    Grouping,
    Sentiment,
    Theme,
    ThemeEvent,
    ThemeMember,
    Understanding,
)
from folkmoot.domains.intelligence.texts import waiting
from folkmoot.domains.metrics.kpis import figure_of, in_order
from folkmoot.domains.metrics.scopes import public
from folkmoot.domains.notices.models import Notice
from folkmoot.domains.people import actions as people
from folkmoot.domains.people.models import ApiToken, Person
from folkmoot.kit import clock
from folkmoot.kit.refs import ref
from folkmoot.kit.seals import seal
from folkmoot.kit.uploads import place_of
from folkmoot.site import demo
from folkmoot.site.archive import manifest, reading

from .moving import bench, left_behind, quiet, write, written
from .proving import broken_seals

PASSWORD = "sieben-zwillings-kanarien"


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture
def through(tmp_path, db):
    """Tell a story in a place, take its archive along, and go on in an empty one."""

    def through(story):
        with left_behind():
            told = story()
            write(tmp_path / "one")
        reading.take_in(tmp_path / "one", say=quiet)
        return told

    return through


def story(request, *names):
    return [request.getfixturevalue(name) for name in names]


@pytest.fixture
def garden_of_ideas(request, through):
    """The idea of the bench, in a place to which it was taken along."""

    def tell():
        garden, mia, ben = story(request, "garden", "mia", "ben")
        mia.set_password(PASSWORD)
        mia.save()
        return bench(garden, mia, ben).pk

    return Idea.objects.get(pk=through(tell))


def test_what_is_written_again_is_the_same(through, tmp_path, settings):
    """All of the demo world: every line of every kind, every upload."""
    through(demo.tell)
    write(tmp_path / "two")
    one, two = written(tmp_path / "one"), written(tmp_path / "two")
    assert [name for name in one if one[name] != two.get(name)] == []
    assert set(one) == set(two)
    told = json.loads(one[manifest.NAME])
    assert sum(1 for kind in told["kinds"].values() if kind["lines"]) > 35
    assert any(name.startswith("files/imports/") for name in one)


def test_numbers_of_past_days_are_the_same_when_they_are_counted_again(through):
    days = [clock.today() - timedelta(days=n) for n in (1, 30, 90)]

    def figures():
        return {(name, day): figure_of(name, public().stream, day) for name in in_order() for day in days}

    def tell():
        demo.tell()
        return figures()

    before = through(tell)
    assert figures() == before
    assert sum(figure.value is not None for figure in before.values()) > 10


def test_what_was_sealed_still_proves(through):
    through(demo.tell)
    proven, broken = broken_seals()
    assert proven > 5
    assert broken == 0


def test_an_idea_has_its_versions_support_picture_and_proof(garden_of_ideas):
    idea = garden_of_ideas
    assert (idea.title, idea.version_number, idea.support_count) == ("Two benches", 2, 1)
    assert "<em>old</em>" in idea.body_html
    assert search(Idea.objects.all(), "well") == [idea]
    assert list(Version.objects.order_by("number").values_list("title", flat=True)) == [
        "A bench",
        "Two benches",
    ]
    assert Support.objects.get().person.name == "Ben"
    shown = Picture.objects.get()
    assert place_of(shown.digest).read_bytes()[:4] == b"RIFF"
    first = Version.objects.get(number=1)
    content = {"title": first.title, "body": first.body}
    assert seal(content, salt=first.salt) in set(
        Activity.objects.about(ref(idea)).values_list("seal", flat=True)
    )


def test_life_goes_on_with_keys_of_its_own(garden_of_ideas):
    garden, ada = Community.objects.get(), Person.objects.get(name="Ada")
    newest, last = garden_of_ideas.pk, Activity.objects.newest_first()[0].pk
    idea = ideas.publish(ideas.draft(garden, by=ada, title="A well", body="For all."), by=ada)
    assert idea.pk > newest
    assert Activity.objects.about(ref(idea)).order_by("pk")[0].pk > last


def test_nobody_hears_of_what_was_taken_in(garden_of_ideas):
    assert not ProcrastinateJob.objects.exists()
    assert not Notice.objects.exists()


def test_nobody_is_told_again_of_what_waited_to_be_mailed(through, request):
    def tell():
        ada, garden = story(request, "ada", "garden")
        now = timezone.now()
        at = Activity.objects.order_by("pk")[0]
        Notice.objects.create(
            person=ada,
            activity_id=at.pk,
            verb=at.verb,
            actor=at.actor,
            object=at.object,
            mail_at=now,
            push_at=now,
        )

    through(tell)
    notice = Notice.objects.get()
    assert (notice.person.name, notice.mail_at, notice.push_at, notice.seen_at) == ("Ada", None, None, None)
    assert not Notice.objects.due(timezone.now()).exists()


def test_the_stream_comes_as_it_was_recorded(through, request):
    """Also what an import brought, and what was recorded in a month that has no partition here."""
    then = datetime(2021, 3, 4, 5, 6, 7, 891011, tzinfo=UTC)

    def tell():
        garden, mia, ben = story(request, "garden", "mia", "ben")
        bench(garden, mia, ben)
        Activity.objects.create(
            verb="ideas.idea.published",
            actor=ref(mia),
            object="ideas.idea/99",
            recorded_at=then,
            happened_at=datetime(2017, 1, 1, tzinfo=UTC),
            is_imported=True,
            details={"n": 1, "half": 0.5, "word": "ü", "none": None},
        )
        return list(Activity.objects.order_by("pk").values())

    before = through(tell)
    assert list(Activity.objects.order_by("pk").values()) == before
    assert before[-1]["recorded_at"] == then


def test_people_sign_in_by_their_address_and_by_nothing_else(garden_of_ideas):
    mia = Person.objects.get(name="Mia")
    assert (mia.email, mia.is_active) == ("mia@example.org", True)
    assert not is_password_usable(mia.password)
    assert Person.objects.get(email="root@example.org").is_administrator


def test_no_secret_is_written(through, request, tmp_path):
    def tell():
        ada, _ = story(request, "ada", "garden")
        ada.set_password(PASSWORD)
        ada.save()
        link = people.sign_in_link(ada, minutes=5)
        kept, token = people.make_token(ada, name="script", scopes=["read"], days=3)
        return ada.password, link.rstrip("/").rpartition("/")[2], token, kept.digest

    secrets = through(tell)
    data = b"".join(written(tmp_path / "one").values())
    assert b"ada@example.org" in data
    assert [secret for secret in secrets if secret.encode() in data] == []
    assert not ApiToken.objects.exists()


def test_what_people_put_right_stays_and_models_read_again(through, request):
    def tell():
        garden, mia, ben, cleo = story(request, "garden", "mia", "ben", "cleo")
        subject = ref(bench(garden, mia, ben))
        Understanding.objects.create(
            subject=subject,
            community=garden,
            language="de",
            language_score=0.5,
            language_model="l 1",
            sentiment=Sentiment.NEUTRAL,
            sentiment_score=0.25,
            sentiment_model="s 1",
            vector=[0.5] * 384,
            vector_model="v 1",
            version=2,
            digest="d" * 64,
            corrected_language="en",
            corrected_by=cleo,
            corrected_at=timezone.now(),
        )
        one = Theme.objects.create(
            community=garden,
            words=["bench", "tree"],
            name_given="To sit down",
            named_by=cleo,
            model="t 1",
            size=1,
            centroid=[0.1, -0.25, 1e-9],
        )
        other = Theme.objects.create(community=garden, words=["well"], model="t 1")
        ThemeMember.objects.create(theme=one, subject=subject, found_in=other, moved_to=one, moved_by=cleo)
        ThemeEvent.objects.create(theme=one, kind="named", by=cleo, size=1)
        Grouping.objects.create(community=garden, model="t 1", fresh_size=1)

    through(tell)
    understood, member = Understanding.objects.get(), ThemeMember.objects.get()
    assert (understood.language_now, understood.corrected_by.name) == ("en", "Cleo")
    assert (understood.vector, understood.version) == (None, 0)
    assert [text.title for texts in waiting(Understanding.objects.all(), batch=9) for text in texts] == [
        "Two benches"
    ]
    assert (member.theme.name, member.moved_by.name, member.found_in.name) == ("To sit down", "Cleo", "well")
    assert list(member.theme.centroid) == pytest.approx([0.1, -0.25, 1e-9])
    assert ThemeEvent.objects.get().by.name == "Cleo"


def test_an_import_that_was_under_way_goes_on(db, request, settings, tmp_path):
    """Its file is among the uploads there; what a command read elsewhere on the old machine is not."""
    with left_behind():
        garden, mia = story(request, "garden", "mia")
        file = Path(settings.MEDIA_ROOT) / "imports" / "old.csv"
        file.parent.mkdir(parents=True)
        file.write_bytes(b"a;b")
        told = {"community": garden, "by": mia, "format": "csv", "files": [str(file), "/elsewhere/new.csv"]}
        Import.objects.create(state="running", **told)
        Import.objects.create(state="done", finished_at=timezone.now(), **told)
        write(tmp_path / "one")
    settings.MEDIA_ROOT = tmp_path / "there"
    reading.take_in(tmp_path / "one", say=quiet)

    under_way = Import.objects.get(state="running")
    assert [Path(name).read_bytes() for name in under_way.files] == [b"a;b"]
    (job,) = ProcrastinateJob.objects.all()
    assert (job.task_name, job.args) == ("channels.run_import", {"import_id": under_way.pk})


def test_html_that_somebody_wrote_into_an_archive_is_sanitised(through, request):
    def tell():
        garden, mia, ben = story(request, "garden", "mia", "ben")
        Comment.objects.create(
            subject=ref(bench(garden, mia, ben)),
            community=garden,
            author=ben,
            body="Yes",
            body_html='<p onclick="steal()">Yes<script>steal()</script></p>',
        )

    through(tell)
    assert Comment.objects.get().body_html == "<p>Yes</p>"


def test_it_is_for_its_owner_only(through, request, tmp_path):
    old = os.umask(0)
    try:
        through(lambda: bench(*story(request, "garden", "mia", "ben")))
    finally:
        os.umask(old)
    for place in [tmp_path / "one", *(tmp_path / "one").rglob("*")]:
        assert stat.S_IMODE(place.stat().st_mode) == (0o700 if place.is_dir() else 0o600), place


def test_another_program_finds_its_way(through, request, tmp_path):
    """By the manifest and the refs alone, without this one."""
    through(lambda: bench(*story(request, "garden", "mia", "ben")))
    told = json.loads((tmp_path / "one" / "manifest.json").read_text())

    def things(kind):
        text = (tmp_path / "one" / "things" / f"{kind}.jsonl").read_text()
        lines = [json.loads(line) for line in text.split("\n") if line]
        assert len(lines) == told["kinds"][kind]["lines"]
        return {f"{kind}/{line['id']}": line for line in lines}

    (idea,) = things("ideas.idea").values()
    assert told["kinds"]["ideas.idea"]["words"]["author"] == "ref to people.person"
    assert things("people.person")[idea["author"]]["name"] == "Mia"
    assert datetime.fromisoformat(idea["created_at"]).tzinfo
    assert "people.apitoken" in told["stays_behind"]
    assert told["kinds"]["moderation.flag"]["lines"] == 0
