"""Renaming a programme: administrators do, nobody's title is lost, and its communities keep their names."""

import pytest

from folkmoot.domains.communities import actions, rules
from folkmoot.domains.communities.models import Programme
from folkmoot.domains.communities.plans import Draft
from folkmoot.domains.communities.playbooks import shelf
from folkmoot.domains.people.models import Person
from folkmoot.kit.answers import Overtaken, Refused


def set_up(root, title):
    return actions.set_up(
        shelf.take("start_ups"),
        by=root,
        title=title,
        communities=[Draft("firms", f"Firms of {title}")],
        offices={"manager": "manager@example.org"},
        targets={},
    )


@pytest.fixture
def programme(root):
    return set_up(root, "Start-ups 2027")


def rename(browser, programme, title, after=1):
    return browser.post(f"/communities/programmes/{programme.pk}/rename/", {"title": title, "after": after})


def test_it_is_renamed_on_its_page_and_it_is_told(programme, root, enter, happened):
    page = programme.get_absolute_url()
    assert 'value="Start-ups 2027"' in enter(root).get(page).text

    answer = rename(enter(root), programme, "  Firms   2028 ")

    assert answer.url == page
    assert "<h1>Firms 2028</h1>" in enter(root).get(page).text
    assert programme.communities.get().name == "Firms of Start-ups 2027"
    assert happened("communities.programme.renamed", actor=root, object=programme)


def test_a_manager_of_its_communities_reads_it_and_does_not_rename_it(programme, enter):
    manager = Person.objects.get(email="manager@example.org")
    assert "Only administrators" in rules.may_rename(manager, programme).because
    assert "/rename/" not in enter(manager).get(programme.get_absolute_url()).text
    rename(enter(manager), programme, "Mine")
    with pytest.raises(Refused, match="Only administrators"):
        actions.rename(programme, by=manager, title="Mine")
    assert Programme.objects.get().title == "Start-ups 2027"


@pytest.mark.parametrize(
    ("title", "says"),
    [("", "required"), ("x" * 121, "at most 120"), ("Another", "a programme with this title")],
)
def test_what_cannot_be_its_title_is_said_beside_the_field(programme, root, enter, title, says):
    set_up(root, "Another")
    answer = rename(enter(root), programme, title)
    assert answer.status_code == 422
    assert says in answer.text
    programme.refresh_from_db()
    assert programme.title == "Start-ups 2027"


def test_an_action_takes_no_title_of_blanks(programme, root):
    with pytest.raises(Refused, match="has a title"):
        actions.rename(programme, by=root, title="  ")


def test_whoever_is_overtaken_keeps_their_words(programme, root, enter):
    actions.rename(programme, by=root, title="Theirs", after=1)
    with pytest.raises(Overtaken):
        actions.rename(programme, by=root, title="Mine", after=1)

    answer = rename(enter(root), programme, "Mine")

    assert answer.status_code == 422
    assert "meanwhile" in answer.text
    assert 'value="Mine"' in answer.text
    assert 'name="after" value="2"' in answer.text
    assert Programme.objects.get().title == "Theirs"
