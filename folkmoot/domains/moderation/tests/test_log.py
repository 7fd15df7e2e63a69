"""The public log: what, where, by which rule, with which end; no names, no texts; and safe in a spreadsheet."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.domains.communities import actions as communities
from folkmoot.domains.moderation import actions
from folkmoot.domains.moderation.views.publishing import FORMULA, guarded
from folkmoot.kit.refs import ref

from .conftest import publish


def rows_of(client, query=""):
    answer = client.get(f"/moderation/log.csv{query}")
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.reader(io.StringIO(answer.content.decode())))


@pytest.fixture
def decided(idea, comment, ben, cleo, workshop, eva, mia):
    actions.hide([ref(idea)], by=cleo, reason="spam", words="Secret words.")
    actions.block(ben, by=cleo, community=idea.community, reason="attack")
    actions.hide([ref(publish(workshop, eva, "A pump"))], by=mia, reason="hate")


def test_visitors_read_it_without_a_name_or_a_text(decided, client):
    page = client.get("/moderation/log/").content.decode()
    table = page[page.index("<table") : page.index("</table>")]
    assert table.count("<tr>") == 3, "a head and two lines"
    assert "person blocked" in table
    assert "hidden" in table
    assert "Advertising or spam" in table
    for word in ("Ada", "Ben", "Cleo", "A bench", "Secret words.", "/ideas/", "href"):
        assert word not in table


def test_communities_by_invitation_are_logged_for_their_members(decided, eva, enter, client):
    assert "The workshop" not in str(rows_of(client))
    assert "The workshop" in str(rows_of(enter(eva)))


def test_it_is_filtered_by_its_address(decided, client):
    assert [row[3] for row in rows_of(client, "?verb=block")[1:]] == ["person blocked"]
    assert [row[4] for row in rows_of(client, "?reason=spam")[1:]] == ["Advertising or spam"]
    assert len(rows_of(client, "?community=workshop")) == 1
    assert client.get("/moderation/log/?verb=nonsense&page=xx").status_code == 200


def test_an_empty_log_says_what_will_be_there(db, client):
    assert "Nothing was decided" in client.get("/moderation/log/").content.decode()


def test_a_name_that_a_spreadsheet_takes_for_a_formula_is_guarded(root, mia, client, ada):
    evil = communities.found(by=root, name='=HYPERLINK("http://x.example","y")', slug="evil")
    actions.hide([ref(publish(evil, ada, "A bench"))], by=root, reason="spam")
    assert rows_of(client)[1][1].startswith("'=HYPERLINK")


@given(st.text())
def test_no_cell_begins_as_a_formula(cell):
    assert not guarded(cell).startswith(FORMULA)
    assert guarded(cell).endswith(cell)
