"""An author of an import is claimed where no address tells: a manager who can tell decides."""

import pytest
from django.db import IntegrityError, transaction

from folkmoot.domains.channels import actions, rules
from folkmoot.domains.channels.models import Claim, Import
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.ideas.arrivals import ArrivedIdea
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused


@pytest.fixture
def heron(garden, mia) -> Person:
    """Somebody whose idea came into the garden from another system."""
    Import.objects.create(community=garden, by=mia, format="ideascale", state="done", finished_at=clock.now())
    row = ArrivedIdea(source_id="7", title="A tap", body="", given_at=clock.now(), author_id="heron")
    ideas.bring_in([row], by=mia, community=garden, source="ideascale")
    return Person.objects.get(source="ideascale", source_id="heron")


@pytest.fixture
def claim(heron, ada) -> Claim:
    return actions.ask(heron, by=ada, words="I wrote of the tap in May.")


def test_managers_of_where_they_spoke_decide_and_nobody_on_their_own(cast, claim, workshop):
    assert {name for name, person in cast.items() if rules.may_decide(person, claim)} == {"mia", "root"}
    own = actions.ask(claim.author, by=cast["mia"], words="It is me.")
    assert not rules.may_decide(cast["mia"], own)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=own.pk).update(state="confirmed", decided_by=cast["mia"])


def test_what_they_gave_is_on_their_page_and_they_are_told(claim, ada, mia, enter, work, happened):
    browser = enter(mia)
    assert "I wrote of the tap in May." in browser.get("/imports/claims/").content.decode()
    browser.post(f"/imports/claims/{claim.pk}/confirm/")
    work()

    page = enter(ada).get("/me/").content.decode()
    assert "A tap" in page
    assert "A manager confirmed it" in enter(ada).get("/me/identities/").content.decode()
    assert happened("channels.author.confirmed", target=ada)


def test_of_what_came_in_under_that_name_they_are_told_from_now_on(claim, ada, mia, fay, garden, work):
    from folkmoot.domains.discussions import actions as discussions  # noqa: PLC0415
    from folkmoot.domains.ideas.models import Idea  # noqa: PLC0415
    from folkmoot.domains.notices.models import Notice  # noqa: PLC0415

    actions.confirm(claim, by=mia)
    work()
    idea = Idea.objects.get(source_id="7")
    discussions.answer(idea, community=garden, by=fay, outcome="accepted", reason="It is right.")
    work()

    assert Notice.objects.filter(person=ada, object=f"ideas.idea/{idea.pk}").count() == 1


def test_a_refusal_has_a_reason_that_they_read(claim, ada, mia, enter):
    with pytest.raises(Refused, match="Say why"):
        actions.refuse(claim, by=mia, because=" ")
    enter(mia).post(f"/imports/claims/{claim.pk}/refuse/", {"because": "Heron wrote of a well."})

    assert "Heron wrote of a well." in enter(ada).get("/me/identities/").content.decode()
    claim.author.refresh_from_db()
    assert claim.author.merged_into is None


def test_a_name_is_found_and_asked_for_on_a_page(heron, ben, enter):
    browser = enter(ben)
    assert "heron" in browser.get("/imports/claims/ask/?name=her").content.decode()
    assert "Nothing found" in browser.get("/imports/claims/ask/?name=zzz").content.decode()

    browser.post(
        "/imports/claims/ask/", {"author": heron.pk, "words": "My address there was ben@example.org."}
    )

    assert Claim.objects.get().person == ben
    with pytest.raises(Refused, match="asked for this already"):
        actions.ask(heron, by=ben, words="Again.")
