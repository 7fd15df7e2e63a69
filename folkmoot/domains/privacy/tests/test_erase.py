"""After somebody left: nothing of theirs is anywhere, and every figure is what it was."""

import re
from datetime import timedelta

import psycopg
import pytest
from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from folkmoot.activity.models import Activity
from folkmoot.domains.discussions.models import Comment
from folkmoot.domains.ideas.models import Idea, Support, Version
from folkmoot.domains.insights.models import Evidence
from folkmoot.domains.intelligence.models import Theme, ThemeMember
from folkmoot.domains.metrics.figures import end_of
from folkmoot.domains.metrics.kpis import figure_of, in_order
from folkmoot.domains.metrics.scopes import public
from folkmoot.domains.moderation.models import Decision
from folkmoot.domains.notices.models import Letter, Notice
from folkmoot.domains.people.models import Person
from folkmoot.domains.privacy import actions
from folkmoot.kit import subjects
from folkmoot.kit.uploads import place_of
from folkmoot.site import demo, places

MARK = "canaryada"


def found_in_tables(*words: str) -> set[str]:
    """Every column of every table, of whatever type, that holds one of these words."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name, column_name from information_schema.columns"
            " join information_schema.tables using (table_schema, table_name)"
            " where table_schema = 'public' and table_type = 'BASE TABLE'"
        )
        places_to_look = cursor.fetchall()
        hits = set()
        for table, column in places_to_look:
            for word in words:
                cursor.execute(
                    f'select exists (select from "{table}" where "{column}"::text ilike %s)', [f"%{word}%"]
                )
                if cursor.fetchone()[0]:
                    hits.add(f"{table}.{column}")
    assert len(places_to_look) > 200
    return hits


def erased(one, by):
    return actions.erase(one, by=by)


def test_the_sweep_finds_what_is_there(both, ada):
    """Else the test below would find nothing, whatever we forget."""
    seen = found_in_tables(MARK, ada.email)
    assert {
        *("people_person.name", "people_person.email", "ideas_version.body", "ideas_statechange.reason"),
        *(
            "ideas_idea.words",
            "discussions_comment.body_html",
            "moderation_flag.words",
            "moderation_appeal.words",
        ),
        *(
            "moderation_decision.words",
            "moderation_suggestion.words",
            "notices_letter.text",
            "mfa_authenticator.data",
        ),
        *("insights_evidence.quote", "intelligence_theme.words", "intelligence_thememember.quote"),
        *(
            "socialaccount_socialaccount.extra_data",
            "usersessions_usersession.user_agent",
            "people_apitoken.name",
        ),
    } <= seen


def test_no_byte_of_theirs_is_in_any_column_of_any_table(both, leaving, ada):
    email = ada.email
    erased(leaving, ada)
    assert found_in_tables(MARK, email) == set()
    assert "people_person.name" in found_in_tables("canaryben")  # the others are as they were


def test_no_byte_of_theirs_is_in_any_file(both, leaving, ada, ben, files, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        kept = actions.run(actions.export(by=ada))
        theirs = actions.run(actions.export(by=ben))
    half = actions.export(by=ada)
    (half.folder).mkdir(parents=True, exist_ok=True)
    (half.folder / "ideas.jsonl").write_text(MARK)
    assert kept.file.exists()
    with django_capture_on_commit_callbacks(execute=True):
        erased(leaving, ada)
    pictures = {place_of(one.digest) for one in both["ben"]["idea"].pictures.all()}
    assert {file for file in files.rglob("*") if file.is_file()} == {theirs.file, *pictures}


def test_no_byte_of_theirs_is_on_any_page(both, leaving, ada, ben, mia, enter, client):
    idea, comment = both["ada"]["idea"], both["ada"]["comment"]
    erased(leaving, ada)
    pages = ["/", "/ideas/", "/communities/garden/", idea.get_absolute_url(), f"/ideas/{idea.pk}/versions/"]
    pages += [
        comment.get_absolute_url(),
        "/moderation/log/",
        "/notices/",
        "/me/",
        "/ideas/?q=canaryadanewtitle",
    ]
    for person in (ben, mia):
        for page in pages:
            text = enter(person).get(page, follow=True).content.decode()
            assert MARK not in text.replace("q=canaryadanewtitle", "").replace(
                'value="canaryadanewtitle"', ""
            ), page
    assert "Taken back by its author" in client.get(idea.get_absolute_url()).content.decode()


def counts() -> dict[str, object]:
    """What pages and reports count."""
    return {
        "supports": list(
            Idea.objects.order_by("pk").values_list("pk", "support_count", "version_number", "state")
        ),
        "standing": list(
            Support.objects.standing().order_by("pk").values_list("pk", "idea", "version_number")
        ),
        "comments": list(
            Comment.objects.standing().order_by("subject").values_list("subject").annotate(n=Count("pk"))
        ),
        "versions": Version.objects.count(),
        "participants": Activity.objects.exclude(verb__startswith="privacy.")
        .exclude(verb="communities.community.left")
        .values("actor")
        .distinct()
        .count(),
        "evidence": Evidence.objects.count(),
        "members": list(ThemeMember.objects.order_by("pk").values_list("pk", "theme")),
    }


def seals() -> list[tuple[object, ...]]:
    newest = Activity.objects.order_by("-pk").values_list("pk", flat=True)[0]
    return list(Activity.objects.filter(pk__lte=newest).order_by("pk").values_list())


@pytest.mark.parametrize("takes_texts", [True, False])
def test_counts_and_stream_and_seals_are_what_they_were(both, ada, takes_texts):
    one = actions.leave(by=ada, takes_texts=takes_texts)
    before, sealed = counts(), seals()
    erased(one, ada)
    assert counts() == before
    assert seals()[: len(sealed)] == sealed
    assert any(row[-3] or row[-4] for row in sealed)


@pytest.mark.parametrize("name", ["ada", "ben", "cleo", "fay"])
def test_every_published_figure_of_the_past_is_what_it_was(db, work, name):
    """The demo world tells of 117 days: every KPI as known at the end of twelve of them, before and after."""
    demo.tell()
    work()
    person = Person.objects.get(email=f"{name}@brightwater.example")
    today = timezone.localdate()
    days = [today - timedelta(days=ago) for ago in (1, 2, 3, 7, 14, 21, 30, 45, 60, 75, 90, 110)]

    def figures() -> dict[tuple[str, object], object]:
        return {(kpi, day): figure_of(kpi, public().stream, day) for kpi in in_order() for day in days}

    before = figures()
    assert len({repr(figure) for figure in before.values()}) > 12
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subjects, "_ties", {})  # some of the cast owe answers
        erased(actions.leave(by=person, takes_texts=True), person)
    assert figures() == before
    assert end_of(days[0]) < timezone.now()


def test_texts_may_stay_without_the_name(both, ada, client):
    idea = both["ada"]["idea"]
    erased(actions.leave(by=ada, takes_texts=False), ada)
    page = client.get(idea.get_absolute_url()).content.decode()
    assert "canaryadanewtitle" in page
    assert "canaryadaname" not in page
    assert "Somebody who left" in page
    left = found_in_tables(MARK)
    assert not {column for column in left if column.split("_")[0] in {"people", "notices", "moderation"}}
    assert not found_in_tables("canaryadadraft")


def test_salts_of_votes_go_so_that_a_seal_says_nothing(both, leaving, ada, ben):
    erased(leaving, ada)
    assert set(Support.objects.filter(person=ada).values_list("salt", flat=True)) == {""}
    assert "" not in set(Support.objects.filter(person=ben).values_list("salt", flat=True))


def test_what_others_know_by_the_words_of_one_person_is_forgotten_and_the_rest_stays(both, leaving, ada):
    erased(leaving, ada)
    assert sorted(Theme.objects.filter(words__contains=["water"]).values_list("words", flat=True)) == [
        ["water"],
        ["water", "canarybencomment"],
    ]


def test_letters_to_others_that_wait_are_written_anew(both, leaving, ada, ben):
    about = Notice.objects.filter(person=ben, actor=f"people.person/{ada.pk}")
    waiting = Letter.objects.filter(notices__in=about).distinct()
    assert waiting.exists()
    keys = list(waiting.values_list("pk", flat=True))
    Letter.objects.filter(pk__in=keys).update(sent_at=None)
    erased(leaving, ada)
    assert set(Letter.objects.filter(pk__in=keys).values_list("is_kept", "text")) == {(True, "")}
    assert about.filter(letter=None).count() == about.count() > 0


def test_an_erasure_that_breaks_off_erases_nothing(both, leaving, ada):
    before = found_in_tables(MARK, ada.email)

    def breaks(person, *, by, takes_texts):
        raise RuntimeError("the disk is full")

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(subjects._erasers, "broken", (999, breaks))
        with pytest.raises(RuntimeError), transaction.atomic():
            erased(leaving, ada)
    assert found_in_tables(MARK, ada.email) == before
    leaving.refresh_from_db()
    assert leaving.state == "asked"


def test_those_who_were_found_to_be_the_same_go_together(both, leaving, ada):
    other = Person.objects.create(source="elsewhere", source_id="heron", name=f"{MARK}other", merged_into=ada)
    erased(leaving, ada)
    other.refresh_from_db()
    assert other.name == "Somebody who left"
    assert found_in_tables(f"{MARK}other", "heron") == set()


BLANKABLE = {
    "ideas_support": {"salt"},
    "ideas_statechange": {"reason"},
    "moderation_decision": {"words", "salt"},
    "privacy_consent": {"salt"},
}


@pytest.mark.parametrize("table", BLANKABLE)
def test_an_append_only_row_may_become_empty_there_and_change_nowhere_else(both, table):
    changes = {column: f"{column} = ''" for column in BLANKABLE[table]}
    with connection.cursor() as cursor:
        for column, change in changes.items():
            refuse(cursor, f"update {table} set {column} = 'x'")
            refuse(cursor, f"update {table} set {change}, id = id + 1000000")
        refuse(cursor, f"delete from {table}")
        cursor.execute(f"update {table} set {', '.join(changes.values())}")
        assert cursor.rowcount > 0


def refuse(cursor, statement: str) -> None:
    with pytest.raises(Exception, match="is append-only"), transaction.atomic():
        cursor.execute(statement)


@pytest.mark.parametrize("table", BLANKABLE)
def test_the_application_may_update_these_columns_and_no_other(db, table):
    with connection.cursor() as cursor:
        cursor.execute(
            "select attname from pg_attribute where attrelid = %s::regclass and attnum > 0 and not attisdropped"
            " and has_column_privilege('folkmoot', attrelid, attnum, 'UPDATE')",
            [table],
        )
        assert {row[0] for row in cursor.fetchall()} == BLANKABLE[table]
        cursor.execute("select has_table_privilege('folkmoot', %s, 'DELETE, TRUNCATE')", [table])
        assert cursor.fetchone()[0] is False


def test_as_the_application_only_blanking_passes(db):
    """A row of its own, in a transaction that is never committed, under the role of the running application."""
    with psycopg.connect(
        host=str(places.socket_folder()),
        dbname=connection.settings_dict["NAME"],
        user=places.APPLICATION_ROLE,
    ) as own:
        person = own.execute(
            "insert into people_person (password, source, source_id, source_url, name, is_active,"
            " is_administrator, is_demo, language, time_zone, arrived_at)"
            " values ('!', 'test', '1', '', 'X', true, false, false, '', '', now()) returning id"
        ).fetchone()[0]
        own.execute(
            "insert into privacy_consent (person_id, purpose, version, digest, is_given, channel, at, salt)"
            " values (%s, 'letters', 1, 'd', true, 'page', now(), 'ab')",
            [person],
        )
        for statement in (
            "update privacy_consent set is_given = false where person_id = %s",
            "update privacy_consent set salt = 'cd' where person_id = %s",
            "update privacy_consent set salt = '', purpose = 'x' where person_id = %s",
            "delete from privacy_consent where person_id = %s",
        ):
            with pytest.raises(psycopg.Error, match="append-only|permission denied"), own.transaction():
                own.execute(statement, [person])
        assert (
            own.execute("update privacy_consent set salt = '' where person_id = %s", [person]).rowcount == 1
        )
        own.rollback()


def test_what_was_decided_in_an_office_stands(both, cleo):
    erased(actions.leave(by=cleo, takes_texts=True), cleo)
    assert Decision.objects.filter(by=cleo).exclude(words="").exists()
    assert re.fullmatch("Somebody who left", Person.objects.get(pk=cleo.pk).name)
