"""Leaving: asked, taken back, done; refused where others could not go on."""

import time
from datetime import timedelta

import pytest
from django.core import mail

from folkmoot.domains.communities import actions as communities
from folkmoot.domains.communities.models import Role
from folkmoot.domains.insights.models import Insight
from folkmoot.domains.people import actions as people
from folkmoot.domains.people.models import Person
from folkmoot.domains.privacy import actions, rules, tasks
from folkmoot.domains.privacy.models import Erasure
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused


def test_it_waits_for_seven_days_and_can_be_taken_back(garden, ada, happened):
    one = actions.leave(by=ada, takes_texts=False)
    assert one.due_at - one.asked_at == pytest.approx(timedelta(days=7), abs=timedelta(seconds=1))
    assert happened("privacy.erasure.asked", actor=ada)
    tasks.erase_who_waited(0)
    ada.refresh_from_db()
    assert ada.name == "Ada"

    actions.stay(one, by=ada)
    Erasure.objects.update(due_at=clock.now() - timedelta(days=1))
    tasks.erase_who_waited(0)
    ada.refresh_from_db()
    assert ada.name == "Ada"
    assert happened("privacy.erasure.taken_back", actor=ada)


def test_whoever_waited_is_erased(garden, ada, happened):
    one = actions.leave(by=ada, takes_texts=False)
    Erasure.objects.update(due_at=clock.now() - timedelta(seconds=1))
    tasks.erase_who_waited(0)
    one.refresh_from_db()
    ada.refresh_from_db()
    assert (one.state, ada.name, ada.email, ada.is_active) == ("done", "Somebody who left", None, False)
    assert happened("privacy.erasure.done", actor=ada)


def test_one_that_cannot_go_keeps_nobody_else(garden, ada, cleo, ben):
    actions.leave(by=cleo, takes_texts=False)
    actions.leave(by=ada, takes_texts=False)
    Erasure.objects.update(due_at=clock.now() - timedelta(seconds=1))
    Insight.objects.create(
        community=garden, title="Late", made_by=ben, owner=cleo, due_on=clock.today(), state="given"
    )
    tasks.erase_who_waited(0)
    assert set(Erasure.objects.waiting().values_list("person", flat=True)) == {cleo.pk}


def test_whoever_others_need_is_told_what_to_do_first(garden, workshop, cast):
    for place in (garden, workshop):  # whoever founded it manages it, too
        place.memberships.filter(person=cast["root"]).delete()
    assert "The garden" in str(rules.may_leave(cast["mia"]).because)
    assert "last administrator" in str(rules.may_leave(cast["root"]).because)
    able = {name for name, person in cast.items() if rules.may_leave(person)}
    assert able == {"ada", "ben", "cleo", "dan", "eva", "fay"}

    for place in (garden, workshop):
        communities.appoint(place, by=cast["root"], person=cast["cleo"], role=Role.MANAGER)
    people.make_administrator("second@example.org")
    assert rules.may_leave(cast["mia"])
    assert rules.may_leave(cast["root"])


def test_an_answer_that_is_owed_is_given_first(garden, fay, mia):
    Insight.objects.create(
        community=garden, title="Late", made_by=mia, owner=fay, due_on=clock.today(), state="given"
    )
    with pytest.raises(Refused, match="waits for your answer"):
        actions.leave(by=fay, takes_texts=False)


def test_only_they_take_it_back_and_only_they_or_an_administrator_shorten_it(garden, cast):
    one = actions.leave(by=cast["ada"], takes_texts=False)
    assert {name for name, who in cast.items() if rules.may_stay(who, one)} == {"ada"}
    assert {name for name, who in cast.items() if rules.may_erase(who, one)} == {"ada", "root"}
    assert "ada" not in {name for name, who in cast.items() if rules.may_leave(who)}


def test_the_form_asks_for_the_word_and_the_last_mail_says_how_to_come_back(
    garden, ada, enter, work, settings
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    work()
    mail.outbox.clear()
    browser = fresh(enter(ada))
    answer = browser.post("/privacy/leave/", {"texts": "take", "word": "yes"})
    assert answer.status_code == 422
    assert not Erasure.objects.exists()
    assert browser.post("/privacy/leave/", {"texts": "take", "word": "goodbye"}).status_code == 302
    work()
    assert [letter.to for letter in mail.outbox] == [["ada@example.org"]]
    assert "/privacy/" in mail.outbox[0].body
    assert "last mail" in mail.outbox[0].body
    assert Erasure.objects.get().takes_texts
    assert "I stay after all" in browser.get("/privacy/").content.decode()

    browser.post(f"/privacy/erasures/{Erasure.objects.get().pk}/stay/")
    assert Erasure.objects.get().state == "taken_back"


def test_whoever_signed_in_a_while_ago_signs_in_again(garden, ada, enter):
    answer = enter(ada).get("/privacy/leave/")
    assert answer.status_code == 302
    assert "sign-in-again" in answer["Location"]


def test_after_erasing_now_the_browser_is_out(garden, ada, enter):
    browser = fresh(enter(ada))
    one = actions.leave(by=ada, takes_texts=False)
    assert browser.post(f"/privacy/erasures/{one.pk}/erase/").status_code == 302
    assert browser.get("/me/").status_code == 302
    assert Person.objects.get(pk=ada.pk).email is None


def test_an_administrator_sees_who_waits_and_others_do_not(garden, ada, ben, root, enter):
    one = actions.leave(by=ada, takes_texts=False)
    assert "Ada" in enter(root).get("/privacy/").content.decode()
    browser = enter(ben)
    assert "Ada" not in browser.get("/privacy/").content.decode()
    assert browser.post(f"/privacy/erasures/{one.pk}/stay/").status_code == 404


def test_the_same_address_may_come_again_as_somebody_new(garden, ada):
    actions.erase(actions.leave(by=ada, takes_texts=False), by=ada)
    again = people.meet("ada@example.org", name="Ada")
    assert again.pk != ada.pk


def fresh(browser):
    """As somebody who has just typed a code."""
    session = browser.session
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session["account_authentication_methods"] = [{"method": "code", "at": time.time()}]
    session.save()
    return browser
