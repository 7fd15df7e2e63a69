"""Whoever spoke elsewhere is found to be somebody here: by an address, with the reason shown, and undone by a press."""

from dataclasses import dataclass

import pytest

from folkmoot.domains.people import actions, rules
from folkmoot.domains.people.models import Merge, Person, Reason
from folkmoot.kit.answers import Refused


@dataclass
class Row:
    author_id: str
    author_name: str = ""


@pytest.fixture
def heron(db) -> Person:
    return actions.bring_in_authors([Row("heron")], source="ideascale")["heron"]


@pytest.fixture
def by_address(ada) -> Person:
    """An author who is known elsewhere by the address that Ada has here."""
    actions.confirm_email(ada)
    return actions.bring_in_authors([Row("ADA@example.org")], source="ideascale")["ADA@example.org"]


def test_an_address_is_no_name_that_others_read(by_address):
    assert by_address.name == "ADA"


def test_what_waits_under_a_confirmed_address_is_claimed_by_a_press(ada, by_address, enter, happened):
    browser = enter(ada)
    assert "Under your address" in browser.get("/me/identities/").content.decode()

    browser.post("/me/claim/")

    by_address.refresh_from_db()
    assert by_address.merged_into == ada
    assert happened("people.person.merged", object=ada, target=by_address)
    assert "The address is the same" in browser.get("/me/identities/").content.decode()


def test_an_address_that_is_not_confirmed_claims_nothing(ben, db):
    actions.bring_in_authors([Row("ben@example.org")], source="ideascale")
    assert actions.claim(ben) == 0


def test_it_is_undone_by_the_person_themselves(ada, by_address, enter, happened):
    actions.claim(ada)
    merge = Merge.objects.get()

    enter(ada).post(f"/me/part/{merge.pk}/")

    by_address.refresh_from_db()
    assert by_address.merged_into is None
    assert happened("people.person.parted", object=ada, target=by_address)
    assert actions.claim(ada) == 1, "and may be claimed again"


def test_nobody_undoes_it_for_others_but_an_administrator(cast, heron):
    merge = actions.merge(heron, into=cast["ada"], by=cast["mia"], reason=Reason.CONFIRMED)
    assert {name for name, person in cast.items() if rules.may_part(person, merge)} == {"ada", "root"}


def test_an_identity_belongs_to_one_person(ada, ben, heron):
    actions.merge(heron, into=ada, by=ada, reason=Reason.CONFIRMED)
    with pytest.raises(Refused, match="claimed this already"):
        actions.merge(heron, into=ben, by=ben, reason=Reason.CONFIRMED)


def test_somebody_who_can_sign_in_is_never_merged(ada, ben):
    with pytest.raises(Refused, match="authors of an import"):
        actions.merge(ben, into=ada, by=ada, reason=Reason.CONFIRMED)
