"""Something to read in the open garden and in the closed workshop, and a token for each role."""

import pytest

from folkmoot.domains.discussions import actions as talk

from .asking import published, token_for


@pytest.fixture
def bench(garden, ben):
    idea = published(garden, ben)
    talk.post(idea, by=ben, community=garden, body="Who helps?")
    return idea


@pytest.fixture
def lathe(workshop, eva):
    idea = published(workshop, eva, "A lathe for the workshop")
    talk.post(idea, by=eva, community=workshop, body="Our secret lathe")
    return idea


@pytest.fixture
def tokens(bench, lathe, dan, ada, eva, mia):
    mine = {name: token_for(one) for name, one in [("dan", dan), ("ada", ada), ("eva", eva), ("mia", mia)]}
    return mine | {"visitor": "", "ada, to read": token_for(ada, "read")}
