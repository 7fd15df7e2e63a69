"""Imports of the demo world: one that is done, with a row to mend; a newer one, with a conflict; two that wait."""

from pathlib import Path

from django.conf import settings

from folkmoot.domains.communities.models import Community
from folkmoot.domains.discussions.actions import answer
from folkmoot.domains.ideas.actions import move
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.ideas.rules import may_move
from folkmoot.domains.ideas.states import State
from folkmoot.domains.people.models import Person
from folkmoot.kit.story import World

from . import actions

FORUM = """\
Date/Time,Idea ID,Idea Number,Stage,Author,Vote Up,Vote Down,Title,Details,URL,Tags
03/Mar/21 9:12 AM,901,1,Discuss,millpond,34,2,Please warn us when the water is turned off,"A note on the door would be enough.",,notice
11/Mar/21 6:40 PM,902,2,Discuss,upstream,12,0,Bigger print on the water bill,"My father needs a magnifying glass for his bill.",,bill
19/Apr/21 8:02 AM,903,3,Discuss,two-herons,41,1,A drinking tap at the playground,"The nearest tap is in the pub.",,taps
31/Jun/21 8:02 AM,904,4,Discuss,two-herons,3,0,A bench at the weir,"There is no thirty-first of June.",,
02/Jul/21 1:15 PM,905,5,Discuss,lockkeeper,22,4,Collect rain from the roof of the town hall,"And water the flower beds with it.",,rain
"""
LETTERS = """\
Date/Time,Idea ID,Idea Number,Stage,Author,Vote Up,Vote Down,Title,Details,URL,Tags
14/Jan/22 9:12 AM,1201,1,Discuss,letterbox,0,0,Send the meter reading by text message,"I cannot reach the meter, and the card is always lost.",,
20/Jan/22 3:30 PM,1202,2,Discuss,letterbox,0,0,Why is the water brown after works in the street,"Nobody told us to let it run.",,
02/Feb/22 11:05 AM,1203,3,Discuss,letterbox,0,0,A tariff for families with many children,"Six people use more than two. That is no waste.",,
"""
# The same forum two months later: an idea was reworded there that was answered here meanwhile.
NEWER = FORUM.replace(
    "A note on the door would be enough.", "A note on the door, a day before, would be enough."
)
SURVEY = """\
Nr;Vorschlag;Begründung;Eingereicht am;Stimmen
1;Ein Trinkbrunnen am Markt;Im Sommer stehen dort viele Leute, und der nächste Hahn ist weit.;04.05.2023;1.204
2;Die Leitung in der Mühlgasse;Das Wasser ist braun, wenn oben gespült wird.;13.05.2023;87
3;Zähler ablesen ohne Karte;Die Karte geht immer verloren.;gestern;12
"""


def tell(world: World) -> None:
    households, mia = world.communities["households"], world.people["mia"]
    folder = Path(settings.MEDIA_ROOT) / "imports" / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "old-forum.csv").write_text(FORUM)
    (folder / "letters-2022.csv").write_text(LETTERS)
    (folder / "old-forum-may.csv").write_text(NEWER)
    (folder / "umfrage.csv").write_bytes(SURVEY.encode("cp1252"))
    with world.ago(3):
        done = actions.prepare(households, by=mia, format="ideascale", files=[folder / "old-forum.csv"])
        actions.run(actions.start(done, by=mia, rows=5))
    with world.ago(0.02):
        actions.prepare(households, by=mia, format="ideascale", files=[folder / "letters-2022.csv"])
    with world.ago(0.03):
        again = actions.prepare(households, by=mia, format="ideascale", files=[folder / "old-forum-may.csv"])
        _answer_one(households, by=mia)
        actions.run(actions.start(again, by=mia, rows=5))
    with world.ago(0.01):
        actions.prepare(households, by=mia, format="csv", files=[folder / "umfrage.csv"])


def _answer_one(households: Community, *, by: Person) -> None:
    idea = Idea.objects.get(community=households, source="ideascale", source_id="901")
    reason = "From May on, each house is told a day before."
    if may_move(by, idea, State.ACCEPTED):
        answer(idea, community=households, by=by, outcome="accepted", reason=reason)
        move(idea, by=by, state=State.ACCEPTED, reason=reason)
