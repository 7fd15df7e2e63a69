"""An import that is brought in again brings nobody back who left."""

from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.ideas.arrivals import ArrivedIdea
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.people import actions as people
from folkmoot.domains.people.models import Person
from folkmoot.domains.privacy import actions
from folkmoot.kit import clock


def bring(garden, mia, body):
    row = ArrivedIdea(
        source_id="7", title="Canary of heron", body=body, given_at=clock.now(), author_id="ada@example.org"
    )
    return ideas.bring_in([row], by=mia, community=garden, source="ideascale")


def test_what_somebody_took_with_them_stays_gone(garden, mia, ada):
    bring(garden, mia, "Canary words.")
    people.confirm_email(ada)
    assert people.claim(ada) == 1
    actions.erase(actions.leave(by=ada, takes_texts=True), by=ada)

    batch = bring(garden, mia, "Canary words, newer.")

    idea = Idea.objects.get(source_id="7")
    assert (batch.created, batch.updated) == (0, 0)
    assert "anary" not in idea.title + idea.body + idea.body_html
    assert not Person.objects.filter(source="ideascale").exists()
    assert not Person.objects.unclaimed().exists(), "nobody can claim somebody who left"
