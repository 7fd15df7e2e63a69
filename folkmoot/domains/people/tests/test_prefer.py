"""Pages and letters in the language and with the times that a person chose."""

import pytest

from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.people import actions
from folkmoot.domains.people.models import Person
from folkmoot.domains.people.reading import as_preferred
from folkmoot.kit import times


def test_it_is_chosen_on_my_page(ada, enter):
    browser = enter(ada)
    browser.post("/me/prefer/", {"language": "es", "time_zone": "Asia/Tokyo"})

    ada.refresh_from_db()
    assert (ada.language, ada.time_zone) == ("es", "Asia/Tokyo")
    assert '<html lang="es"' in browser.get("/me/").content.decode()


def test_a_language_or_a_zone_that_is_not_there_is_said_beside_the_field(ada, enter):
    answer = enter(ada).post("/me/prefer/", {"language": "xx", "time_zone": "Mars/Olympus"})

    assert answer.status_code == 422
    ada.refresh_from_db()
    assert (ada.language, ada.time_zone) == ("", "")


def test_the_language_of_a_device_comes_before_that_of_the_person(ada, enter):
    actions.prefer(ada, language="es", time_zone="")
    browser = enter(ada)
    browser.post("/language/", {"language": "en"})
    assert '<html lang="en"' in browser.get("/me/").content.decode()


def test_times_are_those_of_the_reader_and_of_nobody_after_them(ada, ben, garden, enter, client):
    idea = ideas.publish(ideas.draft(garden, by=ben, title="A bench", body=""), by=ben)
    Idea.objects.filter(pk=idea.pk).update(published_at="2026-01-14T20:30:00Z")
    actions.prefer(ada, language="", time_zone="Asia/Tokyo")

    assert "05:30" in enter(ada).get(f"/ideas/{idea.pk}/").content.decode()
    client.logout()
    assert "20:30" in client.get(f"/ideas/{idea.pk}/").content.decode()


def test_a_zone_that_this_machine_does_not_know_is_that_of_the_place(db):
    person = Person(name="X", time_zone="Mars/Olympus")
    with as_preferred(person):
        assert times.number(1234) == "1,234"


@pytest.mark.parametrize(("language", "greeting"), [("", "Hello"), ("es", "Hola")])
def test_a_letter_is_written_in_the_language_of_its_reader(
    ada, ben, garden, work, mailoutbox, language, greeting
):
    from folkmoot.domains.discussions import actions as discussions  # noqa: PLC0415
    from folkmoot.domains.notices.models import Letter  # noqa: PLC0415
    from folkmoot.domains.notices.tests.conftest import wish  # noqa: PLC0415

    wish(ada, "at_once")
    actions.prefer(ada, language=language, time_zone="")
    idea = ideas.publish(ideas.draft(garden, by=ada, title="A bench", body=""), by=ada)
    discussions.post(idea, by=ben, community=garden, body="Yes.")
    work()

    assert greeting in Letter.objects.get(person=ada).text
