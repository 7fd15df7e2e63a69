"""Ways in: a code by mail, a password, a link; none tells a stranger who is here."""

import re

import pytest

from folkmoot.domains.people import actions
from folkmoot.domains.people.models import Person
from folkmoot.kit.answers import Refused

CODE = re.compile(r"\n([A-Z0-9]{3,}-?[A-Z0-9]{3,})\n")


def code_in(mail):
    return CODE.search(mail.body)[1]


def is_in(client):
    return client.get("/me/").status_code == 200


def test_a_newcomer_needs_an_address_and_the_code_sent_to_it(db, client, mailoutbox, happened):
    client.post("/account/signup/", {"email": "nora@example.org"})
    assert not is_in(client)

    client.post("/account/confirm-email/", {"code": code_in(mailoutbox[-1])})

    assert is_in(client)
    nora = Person.objects.get(email="nora@example.org")
    assert nora.name == "nora"
    assert happened("people.person.arrived", object=nora)


def test_whoever_is_known_comes_in_by_a_code(ada, client, mailoutbox):
    client.post("/account/login/code/", {"email": "ADA@example.org"})
    client.post("/account/login/code/confirm/", {"code": code_in(mailoutbox[-1])})

    assert is_in(client)
    assert mailoutbox[-1].subject == "Your sign-in code"


def test_a_false_code_lets_nobody_in(ada, client, mailoutbox):
    client.post("/account/login/code/", {"email": "ada@example.org"})
    client.post("/account/login/code/confirm/", {"code": "AAAA-AAAA"})

    assert not is_in(client)


def test_or_by_a_password(ada, client):
    ada.set_password("a long bridge over the river")
    ada.save()
    actions.confirm_email(ada)

    client.post("/account/login/", {"login": "ada@example.org", "password": "wrong"})
    assert not is_in(client)
    client.post("/account/login/", {"login": "ada@example.org", "password": "a long bridge over the river"})
    assert is_in(client)


def test_passwords_are_kept_as_argon2(ada):
    ada.set_password("a long bridge over the river")
    assert ada.password.startswith("argon2$argon2id$")


@pytest.mark.parametrize("page", ["/account/login/code/", "/account/password/reset/"])
def test_the_answer_does_not_tell_whether_an_address_is_known(page, ada, client):
    known = client.post(page, {"email": "ada@example.org"})
    unknown = client.post(page, {"email": "nobody@example.org"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


def test_a_link_lets_in_once(ada, client):
    path = actions.sign_in_link(ada)

    assert "Sign in as Ada" in client.get(path).text
    assert not is_in(client)
    client.post(path)
    assert is_in(client)

    client.logout()
    assert client.get(path).status_code == 410
    client.post(path)
    assert not is_in(client)


def test_a_link_is_good_for_some_minutes(ada):
    path = actions.sign_in_link(ada, minutes=-1)
    with pytest.raises(Refused, match="too old"):
        actions.use_sign_in_link(path.split("/")[2])


def test_a_closed_account_stays_closed(ada):
    path = actions.sign_in_link(ada)
    Person.objects.filter(pk=ada.pk).update(is_active=False)
    with pytest.raises(Refused, match="closed"):
        actions.use_sign_in_link(path.split("/")[2])


def test_the_database_keeps_no_token(ada):
    token = actions.sign_in_link(ada).split("/")[2]
    assert ada.sign_in_links.get().digest != token


def test_an_address_is_one_person_whatever_its_capitals(db):
    assert actions.meet("Nora@Example.org") == actions.meet("nora@example.ORG ")


def test_a_name_is_changed_on_my_page(ada, enter):
    enter(ada).post("/me/name/", {"name": "Quiet Otter"})
    ada.refresh_from_db()
    assert ada.name == "Quiet Otter"


def test_an_empty_name_is_said_beside_the_field(ada, enter):
    assert enter(ada).post("/me/name/", {"name": " "}).status_code == 422
