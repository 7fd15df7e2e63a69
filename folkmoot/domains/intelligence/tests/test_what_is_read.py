"""What is read of a thing: its own words, not those of a form."""

from folkmoot.domains.ideas.actions import bring_in
from folkmoot.domains.ideas.arrivals import ArrivedIdea
from folkmoot.domains.intelligence.texts import texts_of
from folkmoot.kit import clock


def test_the_questions_of_a_campaign_are_not_read(garden, mia):
    body = "Under the limes.\n\n**What would it cost?**\n\nLittle, and it is **worth** it."
    arrived = ArrivedIdea(source_id="1", title="Benches in the shade", body=body, given_at=clock.now())
    keys = bring_in([arrived], by=mia, community=garden, source="elsewhere").keys

    (text,) = texts_of([f"ideas.idea/{keys['1']}"]).values()

    assert text.words == "Benches in the shade. Under the limes. Little, and it is worth it."
