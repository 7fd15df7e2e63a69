"""Small talk is no theme: told by words, in several languages, and never what speaks of a subject."""

import pytest

from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.intelligence.models import Theme
from folkmoot.domains.intelligence.small_talk import is_small_talk
from folkmoot.kit.refs import ref

from .worlds import speak


@pytest.mark.parametrize(
    "text",
    [
        "Thank you :)",
        "Thank you, Dan!",
        "Great idea, congratulations!",
        "@somebody Agreed!",
        "¡Muchas gracias!",
        "Totalmente de acuerdo",
        "Vielen Dank, super Idee",
        "Merci beaucoup !",
        "Muito obrigado",
        "Grazie mille",
        "👍👍",
        "",
    ],
)
def test_thanks_and_applause_are_small_talk(text):
    assert is_small_talk(text)


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for the benches in the park",
        "Great, but the bus is late",
        "Más árboles",
        "Buses",
        "Thanks, see https://example.org/plan",
        "Do you support the EU?",
        "I vote against",
    ],
)
def test_what_speaks_of_a_subject_is_not(text):
    assert not is_small_talk(text)


def test_small_talk_is_a_group_of_its_own_and_no_theme(garden, ada, ben, work, client):
    ideas = speak(garden, ada)
    said = [
        discussions.post(ideas[n], by=ben, community=garden, body=words)
        for n, words in enumerate(["Thank you :)", "Great idea!", "Thanks, Ada!", "I agree, well done"])
    ]
    work()
    group = Theme.objects.get(community=garden, is_small_talk=True)
    assert {subject for subject, _quote in group.voices()} == {ref(one) for one in said}
    assert Theme.objects.filter(community=garden).shown().real().count() == 3
    page = client.get(group.get_absolute_url()).text
    assert "Small talk" in page
    assert "say nothing of a subject" in page
    assert "Small talk" not in client.get("/communities/garden/").text
